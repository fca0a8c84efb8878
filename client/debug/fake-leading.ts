/** What a server would make of the wishes of those who lead, for `?fake`. */
import type { LeadingUp } from "../../shared/protocol/leading.ts";
import { $announcedTo, $announcements, $help, $helpCalls, $knocks, $sessionFacts } from "../store/leading.ts";
import type { SpaceCommands } from "../net/space-commands.ts";

const timerAfter = (wish: LeadingUp["timer"]): ReturnType<typeof $sessionFacts.get>["timer"] => {
  const now = performance.now();
  const before = $sessionFacts.get().timer;
  if (wish.do === "start") return { ends: now + wish.seconds * 1_000, left: 0, length: wish.seconds * 1_000, label: wish.label };
  if (before === null || wish.do === "stop") return null;
  if (wish.do === "pause") return { ...before, ends: 0, left: before.ends - now };
  if (wish.do !== "add") return { ...before, ends: now + before.left, left: 0 };
  return before.ends > 0
    ? { ...before, ends: before.ends + wish.seconds * 1_000 }
    : { ...before, left: Math.max(1_000, before.left + wish.seconds * 1_000) };
};

const TAKE: { [K in keyof LeadingUp]?: (message: LeadingUp[K]) => void } = {
  hand: ({ up }) => set({ hands: up ? [...$sessionFacts.get().hands, 1] : $sessionFacts.get().hands.filter((id) => id !== 1) }),
  lowerHand: ({ person }) => set({ hands: person === null ? [] : $sessionFacts.get().hands.filter((id) => id !== person) }),
  stage: ({ person }) => set({ stage: person ?? 0, hands: $sessionFacts.get().hands.filter((id) => id !== person) }),
  freeze: ({ on }) => set({ frozen: on }),
  slow: ({ seconds }) => set({ slow: seconds }),
  lead: ({ to }) => set({ lead: to ?? 1, standIn: 0 }),
  timer: (wish) => set({ timer: timerAfter(wish) }),
  admit: ({ knock }) => $knocks.set(knock === null ? [] : $knocks.get().filter((one) => one.knock !== knock)),
  turnAway: ({ knock }) => $knocks.set($knocks.get().filter((one) => one.knock !== knock)),
  helpCall: () => $help.set({ state: "waiting", by: 0, onDuty: 1 }),
  helpCancel: () => $help.set(null),
  helpAnswer: ({ call, done }) =>
    $helpCalls.set($helpCalls.get().flatMap((one) => (one.call !== call ? [one] : done ? [] : [{ ...one, taken: 1 }]))),
  announce: ({ text }) => {
    const n = Date.now();
    $announcements.set([...$announcements.get(), { by: 1, name: "Jonas", text, lang: "en", at: n, seq: n, n }]);
    $announcedTo.set({ people: 5, away: 1, n });
  },
};

const set = (change: Partial<ReturnType<typeof $sessionFacts.get>>): void => $sessionFacts.set({ ...$sessionFacts.get(), ...change });

export const fakeLead: SpaceCommands["lead"] = (type, message) => {
  TAKE[type]?.(message);
  return true;
};
