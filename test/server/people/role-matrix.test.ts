/** Every action and every message of a space, by every role: what the table says, and what the server does. Printed. A new message is one line here. */
import { afterAll, afterEach, expect, it } from "vitest";
import { ACTIONS, type Action, can, ROLES, type Role } from "../../../shared/domain/permissions.ts";
import { UP_CHECKS } from "../../../shared/protocol/check/messages.ts";
import type { UpMessages } from "../../../shared/protocol/messages.ts";
import { madeSure } from "../../support/accounts.ts";
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
  "media.show": "otcp-",
  "media.megaphone": "otc--",
  "whisper.use": "otcp-",
  "whisper.enter": "otc--",
  "board.read": "otcpb",
  "board.write": "otcp-",
  "member.list": "otc--",
  "role.assign": "ot---",
  "space.handOver": "o----",
  "space.delete": "o----",
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
  "chat.review": "otc--",
  "words.edit": "ot---",
  "audit.read": "ot---",
};
const LETTERS: Record<Role, string> = { owner: "o", trainer: "t", cotrainer: "c", participant: "p", observer: "b" };

/** Not inside. */
const NOBODY = 65_000;

interface Scene {
  /** A participant who is inside. */
  target: number;
  /** An observer who is inside: below everyone, so that any who leads may put them out. */
  other: number;
}

/** A message that does no harm where it is allowed, and who may send it. The last ones change who is what. */
const MESSAGES: { [K in keyof UpMessages]: { may: string; message(scene: Scene): UpMessages[K]; ok?: string } } = {
  chat: { may: "otcp-", message: () => ({ draft: "d", text: "hello" }) },
  // No rank is asked: by whom one is heard, and by which connection, is decided by the audience, never by these words.
  walkTo: { may: "otcpb", message: () => ({ kind: "point", x: 64, y: 64 }) },
  signal: { may: "otcpb", message: ({ target }) => ({ to: target, epoch: 1, signal: { kind: "restart" } }) },
  media: { may: "otcpb", message: () => ({ mic: "off", canHear: false }) },
  link: { may: "otcpb", message: ({ target }) => ({ person: target, epoch: 1, state: "failed" }) },
  silent: { may: "otcpb", message: () => ({ epoch: 0 }) },
  profile: { may: "otcpb", message: () => ({ name: "Asker", appearance: "000000000", lang: "en" }) },
  resync: { may: "otcpb", message: () => ({ of: "world" }) },
  iWrite: { may: "otcp-", message: () => ({ on: true }) },
  write: { may: "otcp-", message: () => ({ text: "hel" }) },
  wrote: { may: "otcp-", message: () => ({ draft: "w", text: "hello" }) },
  whisper: { may: "otcp-", message: () => ({ kind: "end" }), ok: "target_gone" },
  together: { may: "otcpb", message: ({ target }) => ({ person: target, on: false }) },
  role: { may: "ot---", message: ({ target }) => ({ person: target, role: "participant" }) },
  lead: { may: "otc--", message: () => ({ to: null }) },
  block: { may: "otcpb", message: ({ target }) => ({ person: target, on: false }) },
  mute: { may: "otc--", message: () => ({ person: null }) },
  warn: { may: "otc--", message: ({ other }) => ({ person: other, why: "noise" }) },
  report: { may: "otcpb", message: ({ target }) => ({ person: target, why: "other", text: "" }) },
  admit: { may: "otc--", message: () => ({ knock: null }) },
  turnAway: { may: "otc--", message: () => ({ knock: "nobody" }), ok: "target_gone" },
  gather: { may: "otc--", message: () => ({ area: null }) },
  hand: { may: "otcp-", message: () => ({ up: true }) },
  lowerHand: { may: "otc--", message: () => ({ person: null }) },
  stage: { may: "otc--", message: ({ target }) => ({ person: target }) },
  camOff: { may: "otc--", message: () => ({ person: null }) },
  screenOff: { may: "otc--", message: () => ({ person: null, hold: true }) },
  letShow: { may: "otc--", message: () => ({ person: null }) },
  askToUnmute: { may: "otc--", message: () => ({ person: null }) },
  megaphone: { may: "otc--", message: () => ({ on: true }) },
  helpCall: { may: "otcpb", message: () => ({ why: "" }) },
  helpAnswer: { may: "otc--", message: () => ({ call: 1, done: true }) },
  helpCancel: { may: "otcpb", message: () => ({}) },
  announce: { may: "otc--", message: () => ({ text: "hello" }) },
  have: { may: "otcpb", message: () => ({ seq: 0 }) },
  timer: { may: "otc--", message: () => ({ do: "start", seconds: 60, label: "" }) },
  review: { may: "otc--", message: () => ({ line: "none", pass: true }), ok: "target_gone" },
  freeze: { may: "otc--", message: () => ({ on: false }) },
  slow: { may: "otc--", message: () => ({ seconds: 0 }) },
  condition: { may: "otcpb", message: () => ({ hidden: false, mic: null, unheard: false }) },
  ban: { may: "otc--", message: ({ other }) => ({ person: other }) },
  eject: { may: "otc--", message: () => ({ person: NOBODY }), ok: "target_gone" },
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
async function answer(seat: RawSeat, type: keyof UpMessages, message: unknown): Promise<string> {
  const before = seat.words.length;
  seat.send(type, message);
  // Nobody such is there: the answer to this comes after the answer to that.
  seat.send("walkTo", { kind: "person", person: NOBODY });
  const since = () => seat.words.slice(before).flatMap((word) => (word.type === "refused" ? [word.message] : []));
  await until(`the server has read ${type}`, () => since().some((refused) => refused.of === "walkTo"));
  const refusals = since().filter((refused) => refused.of === type);
  // Of a walk the last refusal is the one of that nobody.
  return (type === "walkTo" ? refusals.slice(0, -1) : refusals)[0]?.code ?? "ok";
}

it("[LM1] has a line for each message that the server takes", () => {
  expect(Object.keys(MESSAGES).toSorted()).toEqual(Object.keys(UP_CHECKS).toSorted());
});

it.each(ROLES)("[LM1] %s: each message is taken or refused by the server as the table says", async (role) => {
  server = await startSpaceServer([hall(), yard()]);
  const who = await server.member("Asker", role);
  await madeSure(server.store, who.user);
  const asker = await rawSeat(server, who);
  const target = await rawSeat(server, await server.member("Target"));
  const other = await rawSeat(server, await server.member("Other", "observer"));
  const scene: Scene = { target: target.last("welcome")?.you ?? -1, other: other.last("welcome")?.you ?? -1 };
  const answers: Record<string, string> = {};
  const expected: Record<string, string> = {};
  for (const type of Object.keys(MESSAGES) as (keyof UpMessages)[]) {
    const { may, message, ok = "ok" } = MESSAGES[type];
    if (role === "owner") row(`message ${type}`, may);
    answers[type] = await answer(asker, type, message(scene));
    expected[type] = may.includes(LETTERS[role]) ? ok : "forbidden";
  }
  expect(answers).toEqual(expected);
  asker.ws.close();
  target.ws.close();
  other.ws.close();
});
