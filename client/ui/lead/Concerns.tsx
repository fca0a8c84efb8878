import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useLingui } from "@lingui/react";
import { useStore } from "@nanostores/react";
import { Footprints } from "lucide-react";
import type { Concern, MicTrouble } from "../../../shared/protocol/leading.ts";
import { $concerns } from "../../store/leading.ts";
import { Button } from "../parts/Button.tsx";
import { $gone } from "../space/lead-state.ts";
import type { Session } from "../space/session.ts";
import { $dialog } from "../space/ui-state.ts";
import css from "./Tools.module.css";

const MIC: Record<MicTrouble, MessageDescriptor> = {
  denied: msg({ id: "concern.denied", message: "Their browser may not use the microphone." }),
  missing: msg({ id: "concern.missing", message: "No microphone was found." }),
  busy: msg({ id: "concern.busy", message: "Another program holds their microphone." }),
  insecure: msg({ id: "concern.insecure", message: "No microphone: they came by an http link." }),
  "in-app": msg({ id: "concern.in-app", message: "No microphone: their page is inside another app." }),
  "no-webrtc": msg({ id: "concern.no-webrtc", message: "Their browser cannot send voices." }),
};

export function factsOf(i18n: I18n, concern: Concern): string[] {
  const time = (at: number): string => i18n.date(new Date(at), { hour: "2-digit", minute: "2-digit" });
  const facts: string[] = [];
  if (concern.droppedAt !== null) {
    const when = time(concern.droppedAt);
    facts.push(t(i18n)`Connection broke at ${when}.`);
  }
  if (concern.hiddenSince !== null) {
    const when = time(concern.hiddenSince);
    facts.push(t(i18n)`Looks at another page since ${when}.`);
  }
  if (concern.mic !== null) facts.push(i18n._(MIC[concern.mic]));
  if (concern.sound === "none") facts.push(t(i18n)`Their page plays no sound.`);
  if (concern.like !== null) {
    const { like } = concern;
    facts.push(t(i18n)`Their name looks like that of ${like}, who leads.`);
  }
  if (concern.sound === "unheard") facts.push(t(i18n)`Has never heard anybody so far.`);
  return facts;
}

/** Facts of their pages, never how much somebody speaks. */
export function Concerns({ session }: { session: Session }) {
  const people = useStore($concerns);
  const gone = useStore($gone);
  const here = people.filter((one) => !gone.includes(one));
  return (
    <>
      {people.length === 0 && (
        <p className={css.empty}>
          <Trans>Everyone’s page is fine.</Trans>
        </p>
      )}
      <List people={here} session={session} />
      {gone.length > 0 && (
        <>
          <h3 className={css.label}>
            <Trans>Not back yet</Trans>
          </h3>
          <List people={gone} session={session} />
        </>
      )}
      <p className={css.hint}>
        <Trans>Facts of their pages, only now and only for those who lead. Nothing of it is kept.</Trans>
      </p>
    </>
  );
}

function List({ people, session }: { people: readonly Concern[]; session: Session }) {
  const { i18n } = useLingui();
  return (
    <ul className={css.list}>
      {people.map((concern) => {
        const { name, person } = concern;
        return (
          <li key={`${person} ${name}`} className={css.block}>
            <strong>{name}</strong>
            <ul className={css.facts}>
              {factsOf(i18n, concern).map((fact) => (
                <li key={fact}>{fact}</li>
              ))}
            </ul>
            {person !== 0 && concern.droppedAt === null && (
              <div className={css.actions}>
                <Button
                  size="s"
                  icon={<Footprints aria-hidden />}
                  aria-label={t(i18n)`Walk to ${name}`}
                  onClick={() => session.walkTo({ kind: "person", person })}
                >
                  <Trans>Walk to</Trans>
                </Button>
                {concern.like !== null && (
                  <Button size="s" aria-label={t(i18n)`Open the card of ${name}`} onClick={() => $dialog.set({ kind: "person", person })}>
                    <Trans>Card</Trans>
                  </Button>
                )}
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
