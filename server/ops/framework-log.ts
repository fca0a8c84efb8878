/**
 * What the framework of the rooms would write to the terminal. It prints every broken frame, with a stack or with the frame itself, so
 * anybody could fill a disk or put chat into a log. Here such things are counted; what is not known to be a client's doing is logged, seldom.
 */
import { setLogger } from "@colyseus/core/Logger";
import type { Clock } from "../ports/clock.ts";

/** What clients do, by the words the framework has for it. */
const BY_CLIENTS: readonly (readonly [RegExp, string])[] = [
  [/max payload|payload size/i, "frame_too_large"],
  [/invalid (websocket frame|utf-?8|opcode|status code)|RSV\d|MASK must|FIN must/i, "broken_frame"],
  [/couldn't decode|decode/i, "undecodable"],
  [/ECONNRESET|EPIPE|ETIMEDOUT|socket hang up/i, "broken_off"],
];

/** So many lines of what is unknown are written a minute. */
const LINES = 10;
const MINUTE_MS = 60_000;

export interface FrameworkLog {
  /** How often what, since the start. */
  readonly counts: Readonly<Record<string, number>>;
}

interface Log {
  debug(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

/** Frames of a stack say where; its first line may hold what somebody sent. */
const whereOf = (text: string): string[] =>
  text
    .split("\n")
    .filter((one) => /^\s+at /.test(one))
    .slice(0, 6)
    .map((one) => one.trim());

/** Takes the framework's log over, for the whole process. */
export function takeFrameworkLog(log: Log, clock: Pick<Clock, "mono">): FrameworkLog {
  const counts: Record<string, number> = {};
  let since = clock.mono();
  let written = 0;
  const said = (...words: unknown[]): void => {
    const text = words.map((word) => (word instanceof Error ? (word.stack ?? word.message) : String(word))).join(" ");
    const what = BY_CLIENTS.find(([pattern]) => pattern.test(text.slice(0, 300)))?.[1] ?? "unknown";
    counts[what] = (counts[what] ?? 0) + 1;
    if (what !== "unknown") return log.debug({ what }, "a connection was refused");
    if (clock.mono() - since >= MINUTE_MS) {
      since = clock.mono();
      written = 0;
    }
    written += 1;
    if (written <= LINES) log.warn({ where: whereOf(text) }, "the framework of the rooms complains");
  };
  const nothing = (): void => undefined;
  setLogger({ debug: nothing, trace: nothing, info: nothing, warn: said, error: said });
  return { counts };
}
