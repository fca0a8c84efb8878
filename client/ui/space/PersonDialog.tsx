import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Flag, Footprints, Keyboard, MicIcon, ScreenShare, UserX, Video } from "lucide-react";
import { useState } from "react";
import { can } from "../../../shared/domain/permissions.ts";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import { $mic } from "../../store/media.ts";
import { $mutedForMe, muteForMe } from "../../store/muted.ts";
import { $people, $places, $role, $you, type PersonView } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Figure } from "../parts/Portrait.tsx";
import { Switch } from "../parts/Switch.tsx";
import { Block } from "../people/Block.tsx";
import { LeadActions, type LeadStep } from "../people/LeadActions.tsx";
import { LeadQuestion } from "../people/LeadQuestion.tsx";
import { Report } from "../people/Report.tsx";
import { placeText } from "../text/labels.ts";
import { useRoleName } from "../text/roles.ts";
import { type Session, switchMic } from "./session.ts";
import { SitTogether } from "./writing/SitTogether.tsx";
import css from "./PersonDialog.module.css";

type View = "card" | "block" | "report" | LeadStep;

export function PersonDialog({ id, session, onClose }: { id: PersonId; session: Session; onClose: () => void }) {
  const { i18n } = useLingui();
  const roleName = useRoleName();
  const now = useStore($people)[id];
  // While somebody writes a report, the one whom it is about may leave: what was written stays. And whoever is blocked is gone before it is said to be done.
  const [first] = useState(now);
  const person = now ?? first;
  const places = useStore($places);
  const role = useStore($role);
  const you = useStore($you);
  const silent = useStore($mutedForMe).has(id);
  const [view, setView] = useState<View>("card");
  const back = (): void => setView("card");

  if (!person || (!now && view !== "report" && view !== "block")) {
    return (
      <Dialog title={<Trans>Gone</Trans>} onClose={onClose}>
        <p>
          <Trans>This person has left the space.</Trans>
        </p>
      </Dialog>
    );
  }
  const { name } = person;
  if (view === "report") {
    return (
      <Dialog title={name} onClose={onClose}>
        {/* Who has left meanwhile is named by the report's words alone. */}
        <Report session={session} person={now ? id : null} name={name} onBack={back} onClose={onClose} />
      </Dialog>
    );
  }
  if (view === "block") {
    return (
      <Dialog title={name} onClose={onClose}>
        <Block session={session} person={id} name={name} onBack={back} onClose={onClose} />
      </Dialog>
    );
  }
  if (view !== "card") {
    return (
      <Dialog title={name} onClose={onClose}>
        <LeadQuestion step={view} person={person} session={session} onBack={back} onClose={onClose} />
      </Dialog>
    );
  }
  const walk = (): void => {
    session.walkTo({ kind: "person", person: id });
    onClose();
  };
  const talk = (): void => {
    walk();
    if ($mic.get().state !== "on") void switchMic("on");
  };
  const leads = can(person.role, "lead.hold") || can(role, "lead.hold");
  return (
    <Dialog title={name} onClose={onClose}>
      <div className={css.card}>
        <div className={css.stage}>
          <Figure appearance={person.appearance} size={leads ? 96 : 130} />
        </div>
        <p className={css.facts}>
          {roleName(person.role)} · {placeText(i18n, places[person.place])}
        </p>
        <Shows person={person} />
      </div>
      {id !== you && (
        <>
          <div className={css.actions}>
            <Button icon={<Footprints aria-hidden />} onClick={walk}>
              <Trans>Walk to</Trans>
            </Button>
            {can(role, "media.speak") && (
              <Button look="primary" icon={<MicIcon aria-hidden />} onClick={talk}>
                <Trans>Talk</Trans>
              </Button>
            )}
          </div>
          <SitTogether person={id} session={session} />
          <Switch
            label={<Trans>Mute for me</Trans>}
            hint={
              <Trans>
                You do not hear {name} any more, here and on this device the next time. Nobody is told, and the others hear them as before.
              </Trans>
            }
            on={silent}
            onChange={(on) => muteForMe(id, on)}
          />
          <div className={css.actions}>
            {!leads && (
              <Button size="s" icon={<UserX aria-hidden />} onClick={() => setView("block")}>
                <Trans>Block</Trans>
              </Button>
            )}
            <Button size="s" icon={<Flag aria-hidden />} onClick={() => setView("report")}>
              <Trans>Report</Trans>
            </Button>
          </div>
          {can(person.role, "lead.hold") && !can(role, "lead.hold") && (
            <p className={css.facts}>
              <Trans>Those who lead cannot be blocked: they have to see everybody. You can report them; they do not read it.</Trans>
            </p>
          )}
          {can(role, "person.mute") && <LeadActions person={person} session={session} onStep={setView} />}
        </>
      )}
    </Dialog>
  );
}

/** What they show or do just now, beside speaking. */
function Shows({ person: { cam, screen, writes } }: { person: PersonView }) {
  if (cam === "off" && screen === "off" && !writes) return null;
  return (
    <ul className={css.shows}>
      {cam === "on" && (
        <li>
          <Video aria-hidden /> <Trans>Camera is on</Trans>
        </li>
      )}
      {screen === "on" && (
        <li>
          <ScreenShare aria-hidden /> <Trans>Shows a screen</Trans>
        </li>
      )}
      {writes && (
        <li>
          <Keyboard aria-hidden /> <Trans>Writes today</Trans>
        </li>
      )}
    </ul>
  );
}
