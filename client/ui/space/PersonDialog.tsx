import { Trans } from "@lingui/react/macro";
import { useLingui } from "@lingui/react";
import { useStore } from "@nanostores/react";
import { Footprints, MicIcon, UserMinus } from "lucide-react";
import { useState } from "react";
import { can } from "../../../shared/domain/permissions.ts";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import { $mic } from "../../store/media.ts";
import { $people, $places, $space, $you } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Figure } from "../parts/Portrait.tsx";
import { placeText } from "../text/labels.ts";
import { useRoleName } from "../text/roles.ts";
import { type Session, switchMic } from "./session.ts";
import css from "./PersonDialog.module.css";

export function PersonDialog({ id, session, onClose }: { id: PersonId; session: Session; onClose: () => void }) {
  const { i18n } = useLingui();
  const roleName = useRoleName();
  const person = useStore($people)[id];
  const places = useStore($places);
  const role = useStore($space)?.role ?? "observer";
  const you = useStore($you);
  const [removing, setRemoving] = useState(false);
  if (!person) {
    return (
      <Dialog title={<Trans>Gone</Trans>} onClose={onClose}>
        <p>
          <Trans>This person has left the space.</Trans>
        </p>
      </Dialog>
    );
  }
  const { name } = person;
  const walk = (): void => {
    session.walkTo({ kind: "person", person: id });
    onClose();
  };
  const talk = (): void => {
    walk();
    if ($mic.get().state !== "on") void switchMic("on");
  };
  return (
    <Dialog title={name} onClose={onClose}>
      <div className={css.card}>
        <div className={css.stage}>
          <Figure appearance={person.appearance} size={130} />
        </div>
        <p className={css.facts}>
          {roleName(person.role)} · {placeText(i18n, places[person.place])}
        </p>
      </div>
      {id !== you && (
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
      )}
      {id !== you && can(role, "person.eject") && person.role !== "owner" && (
        <>
          {removing ? (
            <Notice
              kind="warn"
              title={<Trans>Remove {name} from the space?</Trans>}
              action={
                <>
                  <Button
                    size="s"
                    look="danger"
                    onClick={() => {
                      session.eject(id);
                      onClose();
                    }}
                  >
                    <Trans>Remove</Trans>
                  </Button>
                  <Button size="s" look="plain" onClick={() => setRemoving(false)}>
                    <Trans>Keep</Trans>
                  </Button>
                </>
              }
            >
              <Trans>They are told that a trainer asked them to leave, and cannot come back at once.</Trans>
            </Notice>
          ) : (
            <Button look="danger" icon={<UserMinus aria-hidden />} onClick={() => setRemoving(true)}>
              <Trans>Remove from the space</Trans>
            </Button>
          )}
        </>
      )}
    </Dialog>
  );
}
