/** What each message of `protocol/leading.ts` does. */
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import type { LeadingUp } from "../../../shared/protocol/leading.ts";
import { decideKnock } from "../../commands/space/lobby.ts";
import { ban, block, report } from "../../commands/space/moderate.ts";
import { confirmed } from "../../commands/accounts/sure.ts";
import { changeRole, fromInside, handOver, wishOf } from "../../commands/space/roles.ts";
import type { Person } from "../person.ts";
import type { RunningSpace } from "../running-space.ts";
import { announce, timer } from "./bar.ts";
import { askToUnmute, letAgain, off } from "./devices.ts";
import { gather } from "./gather.ts";
import { freeze, slow, warn } from "./order.ts";

type Refusal = { code: ErrorCode; params?: Record<string, string | number> } | null;
type Handler<K extends keyof LeadingUp> = (space: RunningSpace, person: Person, message: LeadingUp[K]) => Refusal | Promise<Refusal>;
type Handlers = { [K in keyof LeadingUp]: Handler<K> };

/** Each within its rate. */
function limited(handlers: Handlers): Handlers {
  const wrap = <K extends keyof LeadingUp>(type: K, handle: Handler<K>): Handler<K> => {
    return (space, person, message) =>
      person.allowances.take(type, space.now()) ? handle(space, person, message) : { code: "rate_limited" };
  };
  const entries = (Object.keys(handlers) as (keyof LeadingUp)[]).map((type) => [type, wrap(type, handlers[type] as Handler<typeof type>)]);
  // One entry a key, each with the handler of that key.
  return Object.fromEntries(entries) as Handlers;
}

export const LEADING_HANDLERS: Handlers = limited({
  role: (space, person, { person: target, role }) =>
    fromInside(space, target, (other) => changeRole(space.deps, wishOf(space, person, other, role))),
  handOver: (space, person, { person: target }) =>
    fromInside(space, target, async (other) => {
      const sure = await confirmed(space.deps, { user: { id: person.user }, session: person.session });
      return sure.ok ? handOver(space.deps, wishOf(space, person, other, "owner")) : sure;
    }),
  block,
  mute: (space, person, message) => off(space, person, "mic", message),
  camOff: (space, person, message) => off(space, person, "cam", message),
  screenOff: (space, person, message) => off(space, person, "screen", message),
  letShow: letAgain,
  askToUnmute,
  warn,
  report,
  ban,
  admit: (space, person, { knock }) => decideKnock(space, person, knock, true),
  turnAway: (space, person, { knock }) => decideKnock(space, person, knock, false),
  gather,
  hand: (space, person, { up }) => space.leading.hands.raise(person, up),
  lowerHand: (space, person, { person: target }) => space.leading.hands.lower(person, target),
  stage: (space, person, { person: target }) => space.leading.hands.turn(person, target),
  megaphone: (space, person, message) => space.addressing.megaphone(person, message),
  helpCall: (space, person, { why }) => space.leading.help.call(person, why),
  helpCancel: (space, person) => space.leading.help.cancel(person),
  helpAnswer: (space, person, { call, done }) => space.leading.help.answer(person, call, done),
  review: (space, person, { line, pass }) => space.leading.review.decide(person, line, pass),
  announce,
  have: (space, person, { seq }) => {
    space.leading.told.have(person, seq);
    return null;
  },
  timer,
  freeze,
  slow,
  condition: (space, person, message) => {
    space.leading.concerns.told(person, message);
    return null;
  },
  lead: (space, person, { to }) => space.leading.lead.change(person, to),
});
