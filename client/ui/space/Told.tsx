import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Megaphone, X } from "lucide-react";
import { useState } from "react";
import { $announcements, $announcementsSeen, $warned } from "../../store/leading.ts";
import { $people, $you } from "../../store/space.ts";
import { ledWords } from "../announce/led-words.ts";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";
import css from "./Told.module.css";

/** Messages to all, until one closes them (the history keeps them); a warning, until it is understood. The live region has said both. */
export function Told() {
  const { i18n, t } = useLingui();
  const seen = useStore($announcementsSeen);
  const you = useStore($you);
  const messages = useStore($announcements).filter(({ n, by }) => n > seen && by !== you);
  const people = useStore($people);
  const warned = useStore($warned);
  const [understood, setUnderstood] = useState(0);
  return (
    <>
      {warned !== null && warned.n > understood && (
        <div className={css.warned}>
          <Notice
            kind="warn"
            action={
              <Button size="s" onClick={() => setUnderstood(warned.n)}>
                <Trans>Understood</Trans>
              </Button>
            }
          >
            {ledWords(i18n, { kind: "warned", name: people[warned.by]?.name ?? "", why: warned.why })}
          </Notice>
        </div>
      )}
      {messages.length > 0 && (
        <section className={css.card} aria-label={t`Message to all`}>
          <Megaphone aria-hidden />
          {/* It may scroll, and then it must be reachable by keyboard. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <div className={css.texts} tabIndex={0}>
            {messages.map(({ n, name, text, lang, at }) => (
              <div key={n}>
                <p className={css.from}>
                  <strong>{name}</strong> <Trans>to all</Trans> ·{" "}
                  <time dateTime={new Date(at).toISOString()}>{i18n.date(new Date(at), { hour: "2-digit", minute: "2-digit" })}</time>
                </p>
                <p className={css.text} lang={lang}>
                  {text}
                </p>
              </div>
            ))}
          </div>
          <button
            type="button"
            className={css.close}
            aria-label={t`Close the message`}
            onClick={() => $announcementsSeen.set(messages.at(-1)?.n ?? seen)}
          >
            <X aria-hidden />
          </button>
        </section>
      )}
    </>
  );
}
