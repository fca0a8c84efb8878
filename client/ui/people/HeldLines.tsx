import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { useId } from "react";
import { $review } from "../../store/leading.ts";
import { $places } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import type { Session } from "../space/session.ts";
import { placeText } from "../text/labels.ts";
import { useWish } from "./use-wish.ts";
import css from "./People.module.css";

/** Lines of the chat that hold a word of the lists: nobody else reads them until somebody who leads lets them through. */
export function HeldLines({ session, onPerson }: { session: Session; onPerson: (person: number) => void }) {
  const { i18n, t } = useLingui();
  const lines = useStore($review);
  const places = useStore($places);
  const wish = useWish(session);
  const final = useId();
  return (
    <div className={css.stack}>
      <p className={css.hint}>
        <Trans>
          These lines hold a word of your lists. Their writer reads that they wait for you; nobody else sees them. What you do is logged,
          what they say is not.
        </Trans>
      </p>
      {lines.length > 0 && (
        <p id={final} className={css.hint}>
          <Trans>Neither can be taken back: what you let through stands in the chat, what you drop is gone.</Trans>
        </p>
      )}
      {wish.trouble && wish.trouble.code !== "target_gone" && <TroubleNotice trouble={wish.trouble} />}
      {lines.length === 0 && (
        <p role="status">
          <Trans>No line waits.</Trans>
        </p>
      )}
      <ul className={css.list}>
        {lines.map((line) => {
          const { name } = line;
          return (
            <li key={line.id} className={css.item}>
              <div className={css.head}>
                <strong>{name}</strong>
                <span className={css.hint}>
                  {placeText(i18n, places[line.place])} ·{" "}
                  {i18n.date(new Date(line.at), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}
                </span>
              </div>
              <p className={css.said} lang={line.lang}>
                {line.text}
              </p>
              <div className={css.buttons}>
                <Button
                  size="s"
                  look="primary"
                  onClick={() => wish.send("review", { line: line.id, pass: true })}
                  aria-label={t`Let the line of ${name} through`}
                  aria-describedby={final}
                >
                  <Trans>Let it through</Trans>
                </Button>
                <Button
                  size="s"
                  look="danger"
                  onClick={() => wish.send("review", { line: line.id, pass: false })}
                  aria-label={t`Drop the line of ${name}`}
                  aria-describedby={final}
                >
                  <Trans>Drop it</Trans>
                </Button>
                {line.person > 0 && (
                  <Button size="s" look="plain" onClick={() => onPerson(line.person)}>
                    <Trans>What to do about {name}</Trans>
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
