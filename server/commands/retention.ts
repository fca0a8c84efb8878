/** The daily sweep: nothing personal is kept beyond its time. */
import type { Forgotten } from "../ports/retention-store.ts";
import type { Ports } from "./ports.ts";
import { SESSION_IDLE } from "./sessions.ts";

/** Lines of chat are kept so long, ms, and never more than CHAT_KEPT of a place. */
export const CHAT_LIFE = 30 * 86_400_000;
/** Reports are kept so long after they were closed, ms. */
export const REPORT_LIFE = 30 * 86_400_000;
/** The sweep comes this often, ms. */
const SWEEP_EVERY = 86_400_000;

/** What runs and holds lines of chat in memory. */
export interface Remembering {
  forgetChatBefore(at: number): void;
}

/** Owner codes that have ended, sessions that nobody used, chat that is too old (held lines and what open reports say, too), reports that were closed long ago: on the disk and in the spaces that run. */
export async function sweep({ store, clock }: Pick<Ports, "store" | "clock">, live?: Remembering): Promise<Forgotten> {
  const now = clock.now();
  const forgotten = await store.forget({
    ownerCodes: now,
    sessions: now - SESSION_IDLE,
    chat: now - CHAT_LIFE,
    reports: now - REPORT_LIFE,
  });
  live?.forgetChatBefore(now - CHAT_LIFE);
  return forgotten;
}

export interface SweepLog {
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** Sweeps now and every day. @returns how to stop */
export function sweepDaily(ports: Pick<Ports, "store" | "clock">, live: Remembering, log: SweepLog): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const run = (): void => {
    running = sweep(ports, live).then(
      (forgotten) => {
        if (Object.values(forgotten).some((n) => n > 0)) log.info({ forgotten }, "what has had its time was forgotten");
      },
      (error: unknown) => log.error({ err: error }, "the daily sweep failed; it is tried again tomorrow"),
    );
  };
  run();
  const timer = setInterval(run, SWEEP_EVERY);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
