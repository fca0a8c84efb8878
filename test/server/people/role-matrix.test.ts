/** Every action and every message of leading, by every role: what the table says, and what the server does. Printed. */
import { afterAll, afterEach, expect, it } from "vitest";
import { ACTIONS, type Action, can, ROLES, type Role } from "../../../shared/domain/permissions.ts";
import type { LeadingUp } from "../../../shared/protocol/leading.ts";
import { hall, yard } from "../../support/places.ts";
import { type RawSeat, rawSeat } from "../../support/raw-seat.ts";
import { type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

/** Letters of the roles that may, in the order of ROLES: owner, trainer, co-trainer, participant, observer. */
const EXPECTED: Record<Action, string> = {
  "space.enter": "otcpb",
  "space.configure": "ot---",
  "space.create": "o----",
  "invite.create": "ot---",
  "invite.list": "ot---",
  "invite.revoke": "ot---",
  "person.eject": "otc--",
  "chat.write": "otcp-",
  "media.speak": "otcp-",
  "board.read": "otcpb",
  "board.write": "otcp-",
  "member.list": "otc--",
  "role.assign": "ot---",
  "space.handOver": "o----",
  "lead.hold": "otc--",
  "person.block": "otcpb",
  "person.mute": "otc--",
  "person.warn": "otc--",
  "person.ban": "otc--",
  "report.write": "otcpb",
  "report.read": "otc--",
  "lobby.decide": "otc--",
  "room.freeze": "otc--",
  "people.gather": "otc--",
  "people.announce": "otc--",
  "hand.raise": "otcp-",
  "hands.lead": "otc--",
  "help.call": "otcpb",
  "help.answer": "otc--",
  "timer.set": "otc--",
  "chat.slow": "otc--",
  "audit.read": "ot---",
};
const LETTERS: Record<Role, string> = { owner: "o", trainer: "t", cotrainer: "c", participant: "p", observer: "b" };

interface Scene {
  /** A participant who is inside. */
  target: number;
  /** An observer who is inside: below everyone, so that any who leads may put them out. */
  other: number;
}

/** A message that does no harm where it is allowed, and who may send it. The last ones change who is what. */
const MESSAGES: { [K in keyof LeadingUp]: { may: string; message(scene: Scene): LeadingUp[K] } } = {
  role: { may: "ot---", message: ({ target }) => ({ person: target, role: "participant" }) },
  lead: { may: "otc--", message: () => ({ to: null }) },
  block: { may: "otcpb", message: ({ target }) => ({ person: target, on: false }) },
  mute: { may: "otc--", message: () => ({ person: null }) },
  warn: { may: "otc--", message: ({ other }) => ({ person: other, why: "noise" }) },
  report: { may: "otcpb", message: ({ target }) => ({ person: target, why: "other", text: "" }) },
  admit: { may: "otc--", message: () => ({ knock: null }) },
  turnAway: { may: "otc--", message: () => ({ knock: "nobody" }) },
  gather: { may: "otc--", message: () => ({ area: null }) },
  hand: { may: "otcp-", message: () => ({ up: true }) },
  lowerHand: { may: "otc--", message: () => ({ person: null }) },
  stage: { may: "otc--", message: ({ target }) => ({ person: target }) },
  helpCall: { may: "otcpb", message: () => ({ why: "" }) },
  helpAnswer: { may: "otc--", message: () => ({ call: 1, done: true }) },
  helpCancel: { may: "otcpb", message: () => ({}) },
  announce: { may: "otc--", message: () => ({ text: "hello" }) },
  timer: { may: "otc--", message: () => ({ do: "start", seconds: 60, label: "" }) },
  freeze: { may: "otc--", message: () => ({ on: false }) },
  slow: { may: "otc--", message: () => ({ seconds: 0 }) },
  ban: { may: "otc--", message: ({ other }) => ({ person: other }) },
  handOver: { may: "o----", message: ({ target }) => ({ person: target }) },
};

const table: string[] = [];
const row = (what: string, may: string): void =>
  void table.push(`${what.padEnd(22)} ${ROLES.map((role) => (may.includes(LETTERS[role]) ? "yes" : "no").padEnd(12)).join("")}`);
let server: SpaceServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});
afterAll(() => {
  // A table to be read: what `npm test` shows of who may do what.
  console.log(`${"".padEnd(23)}${ROLES.map((role) => role.padEnd(12)).join("")}\n${table.join("\n")}`);
});

it("[LM1] the table of permissions is the one that was meant", () => {
  for (const action of ACTIONS) {
    const may = ROLES.map((role) => (can(role, action) ? LETTERS[role] : "-")).join("");
    row(action, may);
    expect(`${action} ${may}`).toBe(`${action} ${EXPECTED[action]}`);
  }
});

/** The server's answer to a message: "ok" where it refuses nothing before it has answered the next message. */
async function answer(seat: RawSeat, type: keyof LeadingUp, message: unknown): Promise<string> {
  const before = seat.words.length;
  seat.send(type, message);
  seat.send("walkTo", { kind: "person", person: 65_000 });
  const since = () => seat.words.slice(before).flatMap((word) => (word.type === "refused" ? [word.message] : []));
  await until(`the server has read ${type}`, () => since().some((refused) => refused.of === "walkTo"));
  return since().find((refused) => refused.of === type)?.code ?? "ok";
}

it.each(ROLES)("[LM1] %s: each message of leading is taken or refused by the server as the table says", async (role) => {
  server = await startSpaceServer([hall(), yard()]);
  const asker = await rawSeat(server, await server.member("Asker", role));
  const target = await rawSeat(server, await server.member("Target"));
  const other = await rawSeat(server, await server.member("Other", "observer"));
  const scene: Scene = { target: target.last("welcome")?.you ?? -1, other: other.last("welcome")?.you ?? -1 };
  const answers: Record<string, string> = {};
  const expected: Record<string, string> = {};
  for (const type of Object.keys(MESSAGES) as (keyof LeadingUp)[]) {
    const { may, message } = MESSAGES[type];
    if (role === "owner") row(`message ${type}`, may);
    answers[type] = await answer(asker, type, message(scene));
    expected[type] = may.includes(LETTERS[role]) ? (type === "turnAway" ? "target_gone" : "ok") : "forbidden";
  }
  expect(answers).toEqual(expected);
  asker.ws.close();
  target.ws.close();
  other.ws.close();
});
