/** What the room says of how it is led, put into the stores: facts of its state, and messages to this page. */
import type { Room } from "@colyseus/sdk";
import type { ErrorCode } from "../../shared/domain/errors.ts";
import type { Role } from "../../shared/domain/permissions.ts";
import type { LeadingDown, LeadingUp } from "../../shared/protocol/leading.ts";
import type { ChatLine, DownMessages, PersonId } from "../../shared/protocol/messages.ts";
import type { SpaceState } from "../../shared/schema/space.ts";
import type { SessionFacts } from "../store/leading.ts";
import type { SpaceStores } from "../store/space.ts";

type On = <K extends keyof DownMessages>(type: K, handler: (message: DownMessages[K]) => void) => void;

/** Reports and messages to all that are kept in a page. */
const KEPT = 100;

function timerOf({ timerEnds, timerLeft, timerMs, timerLabel }: SpaceState): SessionFacts["timer"] {
  return timerEnds === 0 && timerLeft === 0 ? null : { ends: timerEnds, left: timerLeft, length: timerMs, label: timerLabel };
}

const factsOf = (state: SpaceState, unseen: readonly PersonId[]): SessionFacts => ({
  lead: state.lead,
  standIn: state.standIn,
  frozen: state.frozen,
  slow: state.slow,
  hands: [...state.hands],
  // A turn of somebody whom this page is not to show is nobody's.
  stage: unseen.includes(state.stage) ? 0 : state.stage,
  whisper: state.whisper,
  megaphone: state.megaphone,
  timer: timerOf(state),
});

/** Facts as text: the state changes for many reasons, most of them none of these. */
const textOf = (facts: SessionFacts): string => JSON.stringify(facts);

export function followSession(room: Room<unknown, SpaceState>, stores: SpaceStores): void {
  room.onStateChange((state) => {
    readSession(state, stores);
    followOwnRole(stores);
  });
}

export function readSession(state: SpaceState, { leading }: SpaceStores): void {
  const facts = factsOf(state, leading.$unseen.get());
  if (textOf(facts) !== textOf(leading.$session.get())) leading.$session.set(facts);
}

function setRole({ $space }: SpaceStores, role: Role): void {
  const space = $space.get();
  if (space !== null && space.role !== role) $space.set({ ...space, role });
}

/** It may have changed while one was away, without a message. */
export function followOwnRole(stores: SpaceStores): void {
  const own = stores.$people.get()[stores.$you.get() ?? 0];
  if (own !== undefined) setRole(stores, own.role);
}

export interface LeadingHooks {
  /** A trainer muted this page. */
  onMuted(): void;
  /** Somebody who leads turned one's camera or screen off. */
  onOff(what: "camOff" | "screenOff"): void;
  /** A message to all or a warning came. */
  onTold(seq: number): void;
  /** What has become of an own line that was held. */
  onHeld(held: LeadingDown["held"]): void;
  /** Some people are not to be shown any more, or are again: `$unseen`. @param lines the chat without, or with, theirs @param were what else they, and others who are hidden, were called by */
  onUnseen(lines: readonly ChatLine[], were: readonly PersonId[]): void;
}

export function takeLeading(on: On, stores: SpaceStores, { onMuted, onOff, onHeld, onUnseen, onTold }: LeadingHooks): void {
  const { leading } = stores;
  // Over each connection, or what came by an earlier one would put away what comes now.
  const { $warned, $gathered, $announcedTo, $reported, $announcements, $reports } = leading;
  const numbers = [$warned.get(), $gathered.get(), $announcedTo.get(), $reported.get(), $announcements.get().at(-1), $reports.get().at(-1)];
  let last = Math.max(0, ...numbers.map((came) => came?.n ?? 0));
  const numbered = <T>(message: T): T & { n: number } => ({ ...message, n: ++last });
  const nameOf = (person: number): string => stores.$people.get()[person]?.name ?? "";
  const handlers: { [K in keyof LeadingDown]: (message: LeadingDown[K]) => void } = {
    role({ role, by }) {
      setRole(stores, role);
      stores.tell({ kind: "role", role, by: nameOf(by), people: [by] });
    },
    blocks: ({ people }) => leading.$blocked.set(people),
    unseen({ people, were, chat }) {
      leading.$unseen.set(people);
      onUnseen(chat, were);
    },
    held: onHeld,
    review: ({ lines }) => leading.$review.set(lines),
    muted({ by }) {
      leading.$mutedBy.set(nameOf(by));
      stores.tell({ kind: "muted-by", name: nameOf(by), people: [by] });
      onMuted();
    },
    camOff: () => onOff("camOff"),
    screenOff: () => onOff("screenOff"),
    askedToUnmute: ({ by }) => leading.$askedToUnmute.set(nameOf(by)),
    knocks: ({ waiting }) => leading.$knocks.set(waiting),
    help: (help) => leading.$help.set(help.state === "none" ? null : help),
    helpCalls: ({ calls }) => leading.$helpCalls.set(calls),
    announced(message) {
      onTold(message.seq);
      if (leading.$announcements.get().some(({ seq }) => seq === message.seq)) return;
      leading.$announcements.set([...leading.$announcements.get().slice(1 - KEPT), numbered(message)]);
      stores.tell({ kind: "announced", name: message.name, text: message.text, lang: message.lang, people: [message.by] });
    },
    announcedTo: (message) => leading.$announcedTo.set(numbered(message)),
    warned(message) {
      onTold(message.seq);
      if (leading.$warned.get()?.seq === message.seq) return;
      leading.$warned.set(numbered(message));
      stores.tell({ kind: "warned", name: nameOf(message.by), why: message.why, people: [message.by] });
    },
    concerns: ({ people }) => leading.$concerns.set(people),
    gathered: (message) => leading.$gathered.set(numbered(message)),
    reported: (message) => leading.$reported.set(numbered(message)),
    report: (message) => leading.$reports.set([...leading.$reports.get().slice(1 - KEPT), numbered(message)]),
  };
  const take = <K extends keyof LeadingDown>(type: K): void => on(type, handlers[type] as (message: DownMessages[K]) => void);
  for (const type of Object.keys(handlers) as (keyof LeadingDown)[]) take(type);
}

/** Each connection is told anew whatever of these there is; what it is not told is over. */
export function forgetLeading({ leading }: SpaceStores): void {
  leading.$knocks.set([]);
  leading.$helpCalls.set([]);
  leading.$concerns.set([]);
  leading.$help.set(null);
  leading.$blocked.set([]);
  leading.$unseen.set([]);
  leading.$review.set([]);
}

/** A wish of these was refused. Those of movement, chat and sound are none of them. */
export function refusedLeading({ leading }: SpaceStores, of: string, code: ErrorCode, params: Record<string, string | number>): void {
  leading.$refused.set({ of: of as keyof LeadingUp, code, params, n: (leading.$refused.get()?.n ?? 0) + 1 });
}
