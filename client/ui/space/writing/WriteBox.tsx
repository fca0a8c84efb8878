import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Keyboard, SendHorizontal, X } from "lucide-react";
import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { cleanChat } from "../../../../shared/domain/chat.ts";
import { $people, $where } from "../../../store/space.ts";
import { $readers, $returned } from "../../../store/writing.ts";
import { speak } from "../../announce/speak.ts";
import { names } from "../../announce/words.ts";
import type { Trouble } from "../../text/ask.ts";
import { sentence } from "../../text/errors.ts";
import type { Session } from "../session.ts";
import { $writesToday, $writeText, closeWriting, takeFocus } from "./state.ts";
import css from "./Writing.module.css";

/** Writing as a voice: those near read while one types. */
export function WriteBox({ session }: { session: Session }) {
  const { t, i18n } = useLingui();
  const id = useId();
  const text = useStore($writeText);
  const writes = useStore($writesToday) === "on";
  const box = useRef<HTMLTextAreaElement>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  useEffect(() => {
    session.written.open();
    if (takeFocus()) box.current?.focus();
    // What stood there before a reload is shown to nobody until one goes on with it.
    return () => session.written.close();
  }, [session]);
  useEffect(
    () =>
      $returned.subscribe((returned) => {
        if (returned === null) return;
        $writeText.set([returned.text, $writeText.get()].filter((part) => part !== "").join(" "));
        if (returned.code !== null) setTrouble({ code: returned.code });
        $returned.set(null);
      }),
    [],
  );
  useEffect(() => {
    const el = box.current;
    if (el === null) return;
    el.style.blockSize = "auto";
    el.style.blockSize = `${Math.min(el.scrollHeight + 4, 92)}px`;
  }, [text]);

  const type = (next: string): void => {
    $writeText.set(next);
    setTrouble(null);
    session.written.type(next);
  };
  const finish = (event?: FormEvent): void => {
    event?.preventDefault();
    const line = cleanChat(text);
    box.current?.focus();
    if (!line.ok) return setTrouble(line.code === "chat_empty" ? null : line);
    session.written.finish(line.value);
    $writeText.set("");
    setTrouble(null);
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) finish(event);
    if (event.key === "Escape") closeWriting();
  };
  const today = (): void => {
    $writesToday.set(writes ? "" : "on");
    speak(writes ? t`You no longer say that you write today.` : t`The others read that you write today.`, false);
  };
  return (
    <form className={css.write} onSubmit={finish} aria-label={t`Write to those near you`}>
      <div className={css.head}>
        <p id={`${id}-who`} className={css.who}>
          <Readers />
        </p>
        <button type="button" className={css.today} aria-pressed={writes} onClick={today}>
          <Keyboard aria-hidden />
          <Trans>I write today</Trans>
        </button>
        <button type="button" className={css.close} onClick={closeWriting} aria-label={t`Close the writing field`}>
          <X aria-hidden />
        </button>
      </div>
      <div aria-live="polite" className={css.trouble} id={`${id}-trouble`}>
        {trouble && sentence(i18n, trouble.code, trouble.params)}
      </div>
      <div className={css.box}>
        <textarea
          ref={box}
          id="near-line"
          rows={1}
          value={text}
          aria-label={t`Write to those near you`}
          aria-describedby={`${id}-who ${id}-trouble`}
          aria-invalid={trouble !== null}
          placeholder={t`They read while you type …`}
          enterKeyHint="send"
          onChange={(event) => type(event.target.value)}
          onKeyDown={keys}
        />
        <button type="submit" className={css.send} aria-label={t`Finish the line`}>
          <SendHorizontal aria-hidden />
        </button>
      </div>
    </form>
  );
}

/** Whom it reaches: as visible as "hears you". */
function Readers() {
  const { i18n } = useLingui();
  const readers = useStore($readers) ?? [];
  const people = useStore($people);
  const where = useStore($where);
  if (readers.length > 0) {
    const who = names(
      i18n,
      readers.map((person) => people[person]?.name ?? "?"),
    );
    return <Trans>Reads while you type: {who}</Trans>;
  }
  if (where.kind === "quiet") return <Trans>Nobody reads this: you are in a quiet place.</Trans>;
  if (where.kind === "meeting" && !where.open) return <Trans>Nobody reads this: the meeting area is full.</Trans>;
  return <Trans>Nobody reads this: no one is near enough.</Trans>;
}
