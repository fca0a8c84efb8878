import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Send } from "lucide-react";
import { atom } from "nanostores";
import { useEffect, useId, useState } from "react";
import { codePoints } from "../../../shared/domain/names.ts";
import { ANNOUNCE_MAX } from "../../../shared/protocol/leading.ts";
import { $announcedTo, $refused } from "../../store/leading.ts";
import { $connection } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import type { Session } from "../space/session.ts";
import { sentence } from "../text/errors.ts";
import { done } from "./done.ts";
import { MegaphoneButton } from "./MegaphoneButton.tsx";
import { reachedWords } from "./reached-words.ts";
import css from "./Tools.module.css";

/** What is being written outlives the card: nothing typed is lost by looking elsewhere. */
const $draft = atom("");

/** To everyone in every place. The words stay in the field until the server has sent them on. */
export function Message({ session }: { session: Session }) {
  const { i18n, t } = useLingui();
  const id = useId();
  const text = useStore($draft);
  const offline = useStore($connection).state !== "joined";
  const reached = useStore($announcedTo);
  const refused = useStore($refused);
  /** After which answer and refusal this one was sent after; null: nothing is on its way. */
  const [sent, setSent] = useState<{ message: number; refusal: number } | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const length = codePoints(text.trim());

  useEffect(() => {
    if (sent === null) return;
    if (reached !== null && reached.n > sent.message) {
      setSent(null);
      $draft.set("");
      done(reachedWords(i18n, reached), null);
    } else if (refused !== null && refused.n > sent.refusal && refused.of === "announce") {
      setSent(null);
      setTrouble(sentence(i18n, refused.code, refused.params));
    } else if (offline) {
      setSent(null);
      setTrouble(t`The connection is gone. Your words are still here; send them when it is back.`);
    }
  }, [sent, reached, refused, offline, i18n, t]);

  const send = (): void => {
    if (length === 0) return setTrouble(sentence(i18n, "chat_empty"));
    if (length > ANNOUNCE_MAX) return setTrouble(sentence(i18n, "chat_too_long", { max: ANNOUNCE_MAX }));
    if (offline) return setTrouble(t`The connection is gone. Your words are still here; send them when it is back.`);
    setTrouble(null);
    setSent({ message: reached?.n ?? 0, refusal: refused?.n ?? 0 });
    session.lead("announce", { text: text.trim() });
  };
  return (
    <>
      <MegaphoneButton />
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <label htmlFor={id} className={css.label}>
          <Trans>Everyone reads it, in every place, until they close it.</Trans>
        </label>
        <textarea
          id={id}
          className={css.text}
          rows={4}
          value={text}
          aria-invalid={trouble !== null}
          aria-describedby={`${id}-trouble`}
          onChange={(event) => {
            $draft.set(event.target.value);
            setTrouble(null);
          }}
        />
        <p className={css.hint}>
          {length > ANNOUNCE_MAX - 100 && (
            <>
              {length} / {ANNOUNCE_MAX} ·{" "}
            </>
          )}
          <Trans>What is sent cannot be taken back.</Trans>
        </p>
        <div id={`${id}-trouble`} aria-live="polite" className={css.trouble}>
          {trouble}
        </div>
        <Button type="submit" look="primary" wide icon={<Send aria-hidden />} aria-disabled={sent !== null}>
          {sent === null ? <Trans>Send to everyone</Trans> : <Trans>Sending …</Trans>}
        </Button>
      </form>
    </>
  );
}
