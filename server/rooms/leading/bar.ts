/** The rest of the trainer's bar: a message to all, and the one big timer. */
import { can } from "../../../shared/domain/permissions.ts";
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import { cleanLine } from "../../../shared/domain/names.ts";
import { cleanText } from "../../../shared/domain/text.ts";
import { ANNOUNCE_MAX, type LeadingUp, TIMER_MAX_S } from "../../../shared/protocol/leading.ts";
import { logged } from "../../commands/space/log.ts";
import type { Person } from "../person.ts";
import type { RunningSpace } from "../running-space.ts";

type Refusal = { code: ErrorCode; params?: Record<string, number> } | null;

/** To everyone in every place, also to those who are away for a moment. Errors: `forbidden`, `chat_empty`, `chat_too_long` {max}. */
export function announce(space: RunningSpace, by: Person, { text: raw }: LeadingUp["announce"]): Refusal {
  if (!can(by.role, "people.announce")) return { code: "forbidden" };
  const text = cleanText(raw, ANNOUNCE_MAX);
  if (text === null) return { code: "chat_too_long", params: { max: ANNOUNCE_MAX } };
  if (text === "") return { code: "chat_empty" };
  by.link?.send("announcedTo", space.leading.told.toAll(by, text));
  logged(space, by, "announce");
  return null;
}

/** The timer is state: who comes late sees it. It runs on the room's clock, which pages know. Errors: `forbidden`, `bad_request`: there is none. */
export function timer(space: RunningSpace, by: Person, wish: LeadingUp["timer"]): Refusal {
  if (!can(by.role, "timer.set")) return { code: "forbidden" };
  const { state } = space;
  const now = Math.round(space.now());
  const most = TIMER_MAX_S * 1_000;
  if (wish.do === "start") {
    Object.assign(state, {
      timerLabel: cleanLine(wish.label).slice(0, 80),
      timerMs: wish.seconds * 1_000,
      timerLeft: 0,
      timerEnds: now + wish.seconds * 1_000,
    });
    return null;
  }
  const running = state.timerEnds > 0;
  if (!running && state.timerLeft === 0) return { code: "bad_request" };
  switch (wish.do) {
    case "pause":
      if (!running) break;
      state.timerLeft = Math.max(1, state.timerEnds - now);
      state.timerEnds = 0;
      break;
    case "go":
      if (running) break;
      state.timerEnds = now + state.timerLeft;
      state.timerLeft = 0;
      break;
    case "add": {
      const left = Math.max(0, running ? state.timerEnds - now : state.timerLeft);
      const next = Math.min(most, Math.max(1_000, left + wish.seconds * 1_000));
      if (running) state.timerEnds = now + next;
      else state.timerLeft = next;
      state.timerMs = Math.max(state.timerMs, next);
      break;
    }
    case "stop":
      Object.assign(state, { timerLabel: "", timerMs: 0, timerLeft: 0, timerEnds: 0 });
      break;
  }
  return null;
}
