/** What follows from how the session is led: words at the right moment, the timer's end, what is the matter with this page. */
import { type I18n, i18n } from "@lingui/core";
import { plural, t } from "@lingui/core/macro";
import { useEffect } from "react";
import { type Timer, timerLeft, timerRuns } from "../../../shared/domain/timer.ts";
import { $help, $sessionFacts, type SessionFacts } from "../../store/leading.ts";
import { $people, $space, $you, tell } from "../../store/space.ts";
import { chime } from "./chime.ts";
import { followCondition } from "./condition.ts";
import { helpWords } from "./help-words.ts";
import type { Session } from "./session.ts";

const TICK_MS = 250;
const MINUTE_MS = 60_000;

/** With the next batch: words that come in the same moment would put each other out. @param people whom it names */
export const say = (text: string, shown: boolean, people: readonly number[] = []): void => tell({ kind: "said", text, shown, people });

const nameOf = (id: number): string => $people.get()[id]?.name ?? "?";

export function leftWords(i18n: I18n, ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  const minutes = Math.round(seconds / 60);
  return seconds < 100
    ? t(i18n)`${plural(seconds, { one: "# second left", other: "# seconds left" })}`
    : t(i18n)`${plural(minutes, { one: "# minute left", other: "# minutes left" })}`;
}

export function timerWords(i18n: I18n, timer: Timer | null, now: number): string {
  if (timer === null) return t(i18n)`There is no timer just now.`;
  const left = timerLeft(timer, now);
  const label = `${timer.label === "" ? t(i18n)`Timer` : timer.label}: `;
  if (left === 0) return `${label}${t(i18n)`Time is up.`}`;
  const words = leftWords(i18n, left);
  return timerRuns(timer) ? `${label}${words}.` : `${label}${words}, ${t(i18n)`paused`}.`;
}

/** Said at its start (or when one comes while it runs), a minute before its end, and at its end. */
function followTimer(i18n: I18n, session: Session): () => void {
  let before: Timer | null = null;
  let left = 0;
  const look = (): void => {
    const { timer } = $sessionFacts.get();
    const now = timer === null ? 0 : timerLeft(timer, session.roomNow());
    if (timer !== null && before === null) {
      if (now > 0) say(timerWords(i18n, timer, session.roomNow()), false);
    } else if (timer !== null && timerRuns(timer)) {
      if (left > MINUTE_MS && now <= MINUTE_MS && now > 0) say(timerWords(i18n, timer, session.roomNow()), false);
      if (left > 0 && now === 0) {
        say(timerWords(i18n, timer, session.roomNow()), true);
        chime("end");
      }
    }
    [before, left] = [timer, now];
  };
  const clock = setInterval(look, TICK_MS);
  return () => clearInterval(clock);
}

function changeWords(i18n: I18n, was: SessionFacts, is: SessionFacts, you: number): string[] {
  const words: string[] = [];
  if (was.frozen !== is.frozen)
    words.push(is.frozen ? t(i18n)`The room is paused: stay where you are until it goes on.` : t(i18n)`The room goes on.`);
  if (was.slow !== is.slow) {
    const seconds = is.slow;
    words.push(
      seconds === 0
        ? t(i18n)`The chat is as fast as ever.`
        : t(i18n)`${plural(seconds, { one: "Slow chat: one line every second.", other: "Slow chat: one line every # seconds." })}`,
    );
  }
  if (was.stage !== is.stage && is.stage !== 0) {
    const name = nameOf(is.stage);
    words.push(is.stage === you ? t(i18n)`It is your turn.` : t(i18n)`It is ${name}’s turn.`);
  }
  if (was.megaphone !== is.megaphone && is.megaphone !== 0) {
    const name = nameOf(is.megaphone);
    words.push(is.megaphone === you ? t(i18n)`You speak to everyone, in all places.` : t(i18n)`${name} speaks to everyone.`);
  }
  const place = is.hands.indexOf(you) + 1;
  const had = was.hands.includes(you);
  if (!had && place > 0) words.push(t(i18n)`Your hand is up. Your place in the queue: ${place}.`);
  if (had && place === 0 && is.stage !== you) words.push(t(i18n)`Your hand is down.`);
  return words;
}

function followFacts(i18n: I18n): () => void {
  let before = $sessionFacts.get();
  return $sessionFacts.listen((facts) => {
    const was = before;
    const words = changeWords(i18n, was, facts, $you.get() ?? 0);
    before = facts;
    const named = [was.stage !== facts.stage ? facts.stage : 0, was.megaphone !== facts.megaphone ? facts.megaphone : 0];
    if (words.length > 0)
      say(
        words.join(" "),
        false,
        named.filter((id) => id !== 0),
      );
  });
}

function followHelp(i18n: I18n): () => void {
  let before = $help.get();
  return $help.listen((help) => {
    const words = helpWords(i18n, before, help, $people.get()[help?.by ?? 0]?.name, $space.get()?.contact ?? "");
    before = help;
    if (words !== null) say(words, false, help === null || help.by === 0 ? [] : [help.by]);
  });
}

export function useLedNews(session: Session): void {
  useEffect(() => {
    const stops = [followTimer(i18n, session), followFacts(i18n), followHelp(i18n)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [session]);
  useEffect(() => followCondition(session), [session]);
}
