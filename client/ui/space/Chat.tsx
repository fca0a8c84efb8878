import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { CircleAlert, Clock, Keyboard, SendHorizontal, UsersRound } from "lucide-react";
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { cleanChat } from "../../../shared/domain/chat.ts";
import { can } from "../../../shared/domain/permissions.ts";
import { $chat, $people, $place, $places, $role, $you, type ChatEntry } from "../../store/space.ts";
import { $nearLines, $whisper, type NearLine } from "../../store/writing.ts";
import { Button } from "../parts/Button.tsx";
import { Portrait } from "../parts/Portrait.tsx";
import type { Trouble } from "../text/ask.ts";
import { sentence } from "../text/errors.ts";
import { placeText } from "../text/labels.ts";
import { $unsent } from "./unsent.ts";
import type { Session } from "./session.ts";
import css from "./Chat.module.css";

type Shown = ChatEntry | (NearLine & { state: "near" });

/** The lines of the place, and among them those that people near wrote as a voice: kept on this page alone. */
function together(entries: readonly ChatEntry[], near: readonly NearLine[]): Shown[] {
  if (near.length === 0) return [...entries];
  const sent = entries.filter((entry) => entry.state === "sent");
  const lines = [...sent, ...near.map((line): Shown => ({ ...line, state: "near" }))];
  const at = (line: Shown): number => ("at" in line ? line.at : 0);
  return [...lines.sort((a, b) => at(a) - at(b)), ...entries.filter((entry) => entry.state !== "sent")];
}

const keyOf = (entry: Shown): string | number =>
  entry.state === "sent" ? entry.seq : entry.state === "near" ? `near-${entry.id}` : entry.draft;

/** Scrolled up by more than this, px: one reads, so new lines do not pull the text away. */
const AT_END = 60;

export function Chat({ session }: { session: Session }) {
  const { t, i18n } = useLingui();
  const id = useStore($place) ?? "";
  const lines = useStore($chat);
  const near = useStore($nearLines);
  const entries = useMemo(
    () =>
      together(
        lines,
        near.filter((line) => line.place === id),
      ),
    [lines, near, id],
  );
  const place = useStore($places)[id];
  const role = useStore($role);
  const list = useRef<HTMLOListElement>(null);
  const following = useRef(true);

  useLayoutEffect(() => {
    if (following.current && list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [entries]);

  return (
    <div className={css.chat}>
      <h2 className={css.title}>
        <Trans>Chat of this place: {placeText(i18n, place)}</Trans>
      </h2>
      <ol
        ref={list}
        className={css.lines}
        // A scrolling region must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={t`Lines of the chat`}
        onScroll={({ currentTarget: el }) => {
          following.current = el.scrollHeight - el.scrollTop - el.clientHeight < AT_END;
        }}
      >
        {entries.length === 0 && (
          <li className={css.empty}>
            <Trans>Nothing written here yet. Say hello!</Trans>
          </li>
        )}
        {entries.map((entry, i) => (
          <Line key={keyOf(entry)} entry={entry} before={entries[i - 1]} session={session} />
        ))}
      </ol>
      {can(role, "chat.write") ? (
        <Composer session={session} />
      ) : (
        <p className={css.empty}>
          <Trans>Observers read along.</Trans>
        </p>
      )}
    </div>
  );
}

function Line({ entry, before, session }: { entry: Shown; before: Shown | undefined; session: Session }) {
  const { i18n } = useLingui();
  const you = useStore($you);
  const people = useStore($people);
  const near = entry.state === "near";
  const own = (entry.state !== "sent" && !near) || entry.person === you;
  if (entry.state !== "sent" && !near) {
    return (
      <li className={css.line} data-own="true" data-state={entry.state}>
        <p className={css.bubble}>{entry.text}</p>
        {entry.state === "waiting" ? (
          <p className={css.state}>
            <Clock aria-hidden /> <Trans>waiting to be sent</Trans>
          </p>
        ) : entry.state === "held" ? (
          <p className={css.state} data-long="true">
            <Clock aria-hidden />
            <span>
              <Trans>There is a word in it that a trainer looks at first. Only you see this line until then.</Trans>
            </span>
          </p>
        ) : (
          <div className={css.refused}>
            <p>
              <CircleAlert aria-hidden /> <Trans>Not sent.</Trans> {entry.code && sentence(i18n, entry.code, { max: 500 })}
            </p>
            <Button size="s" onClick={() => session.sayAgain(entry.draft)}>
              <Trans>Try again</Trans>
            </Button>
            <Button size="s" look="plain" onClick={() => session.discard(entry.draft)}>
              <Trans>Discard</Trans>
            </Button>
          </div>
        )}
      </li>
    );
  }
  const sameAsBefore =
    before?.state === entry.state && before.person === entry.person && before.name === entry.name && entry.at - before.at < 120_000;
  return (
    <li className={css.line} data-own={own}>
      {!sameAsBefore && (
        <p className={css.by}>
          {!own && <Portrait appearance={people[entry.person]?.appearance ?? ""} size={26} />}
          <strong>{own ? <Trans>You</Trans> : entry.name}</strong>
          <time dateTime={new Date(entry.at).toISOString()}>
            {i18n.date(new Date(entry.at), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}
          </time>
          {near && (
            <span className={css.near}>
              <Keyboard aria-hidden /> <Trans>to those near</Trans>
            </span>
          )}
        </p>
      )}
      {sameAsBefore && <span className="hidden">{entry.name}:</span>}
      <p className={css.bubble} lang={entry.lang}>
        {entry.text}
      </p>
    </li>
  );
}

function Composer({ session }: { session: Session }) {
  const { t, i18n } = useLingui();
  const text = useStore($unsent);
  const whispers = useStore($whisper).people.length > 0;
  const box = useRef<HTMLTextAreaElement>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  useEffect(() => {
    const el = box.current;
    if (!el) return;
    el.style.blockSize = "auto";
    el.style.blockSize = `${Math.min(el.scrollHeight + 4, 132)}px`;
  }, [text]);

  const send = (event?: FormEvent): void => {
    event?.preventDefault();
    const line = cleanChat(text);
    if (!line.ok) {
      setTrouble(line.code === "chat_empty" ? null : line);
      box.current?.focus();
      return;
    }
    session.say(line.value);
    $unsent.set("");
    setTrouble(null);
    box.current?.focus();
  };
  const keys = (event: KeyboardEvent): void => {
    // Enter while a word is being composed (IME) chooses the word.
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) send(event);
  };
  return (
    <form className={css.composer} onSubmit={send}>
      <div aria-live="polite" className={css.trouble}>
        {trouble && sentence(i18n, trouble.code, trouble.params)}
      </div>
      {whispers && (
        <p id="chat-reaches" className={css.reaches}>
          <UsersRound aria-hidden />
          <Trans>Everyone in this place reads this, not only those you whisper with.</Trans>
        </p>
      )}
      <div className={css.box}>
        <textarea
          ref={box}
          id="chat-line"
          rows={1}
          value={text}
          aria-label={t`Write to everyone in this place`}
          aria-invalid={trouble !== null}
          aria-describedby={whispers ? "chat-reaches" : undefined}
          placeholder={t`Write something …`}
          enterKeyHint="send"
          onChange={(event) => {
            $unsent.set(event.target.value);
            setTrouble(null);
          }}
          onKeyDown={keys}
        />
        <button type="submit" className={css.send} aria-label={t`Send`}>
          <SendHorizontal aria-hidden />
        </button>
      </div>
    </form>
  );
}
