/** What an invite gives to those who belong to the space already. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { hashSecret } from "../../../server/commands/secrets.ts";
import type { Role } from "../../../shared/domain/permissions.ts";
import { ask, join } from "../../support/lobby-seat.ts";
import { hall, yard } from "../../support/places.ts";
import { rawSeat } from "../../support/raw-seat.ts";
import { type Member, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";
import { type InProcessServer, newSpace, ownerSession, type Person, startTestServer, visitor, type Visitor } from "../../support/server.ts";

let server: InProcessServer;
let owner: Person;
beforeAll(async () => {
  server = await startTestServer({ inMemory: true });
  owner = await ownerSession(server);
});
afterAll(() => server.close());

const link = async (space: string, role: Role, kind: { lobby?: boolean; uses?: number } = {}) =>
  (await owner.call("POST /api/spaces/:space/invites", { params: { space }, body: { role, days: 1, uses: null, ...kind } })).body;
const enter = (who: Visitor, code: string, asMe = true, name = "Ana") =>
  who.call("POST /api/invites/enter", { body: { code, name, appearance: "000000000", lang: "en", asMe } });
const roleOf = async (space: string, user: string) => (await server.kartu.ports.store.membership(space, user))?.role;
const give = (space: string, user: string, role: Role) =>
  owner.call("POST /api/spaces/:space/members/:user/role", { params: { space, user }, body: { role } });

it("[LM101] who was made less opens the same link again and comes in as what they are; a link that is made afterwards gives more", async () => {
  const { id: space } = await newSpace(owner);
  const { code, invite } = await link(space, "trainer", { uses: 2 });
  const ana = visitor(server);
  const user = (await enter(ana, code, false)).body.me.user;
  expect(await roleOf(space, user)).toBe("trainer");
  expect((await give(space, user, "participant")).status).toBe(200);
  expect((await enter(ana, code)).status).toBe(200);
  expect(await roleOf(space, user)).toBe("participant");
  expect((await ana.call("GET /api/spaces/:space/invites", { params: { space } })).body.code).toBe("forbidden");
  // It is their way in all the same, as for every member: also when it is over.
  await owner.call("POST /api/invites/:invite/revoke", { params: { invite: invite.id } });
  expect((await enter(ana, code)).status).toBe(200);
  const { code: younger } = await link(space, "cotrainer");
  expect((await enter(ana, younger)).status).toBe(200);
  expect(await roleOf(space, user)).toBe("cotrainer");
});

it("[LM102] who is in and opens an invite of a higher role with a lobby stays what they are, is told so before, and becomes it when somebody agrees", async () => {
  let rooms = await startSpaceServer([hall(), yard()]);
  try {
    const { store, space } = rooms;
    const invite = { space, expiresAt: null, usesLeft: null, revoked: false } as const;
    await store.createInvite({ ...invite, id: "i", hash: hashSecret("lead"), role: "cotrainer", lobby: true, createdAt: 1 });
    const tina = await rawSeat(rooms, await rooms.member("Tina", "trainer"));
    const [anaIs, bor] = [await rooms.member("Ana"), await rooms.member("Bor", "observer")];
    const ana = await rawSeat(rooms, anaIs);
    const peek = async (who: Member) => (await ask(who, "POST", "/api/invites/peek", { code: "lead" })).body;
    const come = (who: Member) =>
      ask(who, "POST", "/api/invites/enter", { code: "lead", name: who.name, appearance: "000000000", lang: "en", asMe: true });
    const roleNow = async (who: Member) => (await store.membership(space, who.user))?.role;
    expect(await peek(anaIs)).toMatchObject({ asks: "cotrainer", out: null });
    for (const who of [anaIs, bor]) expect((await come(who)).status).toBe(200);
    // They lose nothing meanwhile, and lead nobody.
    expect([await roleNow(anaIs), (await join(rooms, bor)).status]).toEqual(["participant", 200]);
    ana.send("freeze", { on: true });
    await until("Ana may not", () => ana.last("refused")?.code === "forbidden");
    await until("Tina reads of both", () => tina.last("knocks")?.waiting.length === 2);
    const knock = (name: string) => tina.last("knocks")?.waiting.find((one) => one.name === name);
    expect([knock("Ana")?.as, knock("Bor")?.as]).toEqual(["cotrainer", "cotrainer"]);
    // All who wait are let in: roles are given one by one.
    tina.send("admit", { knock: null });
    tina.send("admit", { knock: knock("Ana")?.knock });
    await until("Ana leads at once", () => ana.last("role")?.role === "cotrainer");
    expect([await roleNow(anaIs), await roleNow(bor)]).toEqual(["cotrainer", "observer"]);
    const admit = (by: Member, on: boolean) => ask(by, "POST", `/api/spaces/${space}/members/${bor.user}/admit`, { on });
    expect((await admit(bor, true)).body["code"]).toBe("forbidden");
    tina.send("turnAway", { knock: knock("Bor")?.knock });
    await until("nobody is asked about", () => tina.last("knocks")?.waiting.length === 0);
    expect(await roleNow(bor)).toBe("observer");
    expect((await come(bor)).status).toBe(200);
    expect([await peek(bor), tina.last("knocks")?.waiting]).toMatchObject([{ asks: null }, []]);

    // From outside, too.
    await store.createInvite({ ...invite, id: "j", hash: hashSecret("again"), role: "trainer", lobby: true, createdAt: 2 });
    await store.useInvite("j", bor.user, 3);
    const olga = await rooms.member("Olga", "owner");
    const { members } = (await ask(olga, "GET", `/api/spaces/${space}/members`)).body as { members: { name: string; asks: unknown }[] };
    expect(members.find(({ name }) => name === "Bor")?.asks).toBe("trainer");
    expect((await admit(anaIs, true)).body["code"]).toBe("forbidden");
    expect((await admit(olga, true)).status).toBe(200);
    expect(await roleNow(bor)).toBe("trainer");
    // And whoever is on duty after a restart reads what was asked before.
    await store.createInvite({ ...invite, id: "k", hash: hashSecret("late"), role: "trainer", lobby: true, createdAt: 3 });
    await store.useInvite("k", anaIs.user, 4);
    await rooms.close();
    rooms = await startSpaceServer([hall(), yard()], { store });
    const tine = await rawSeat(rooms, await rooms.member("Tine", "trainer"));
    await until("Tine reads of Ana", () => tine.last("knocks")?.waiting[0]?.as === "trainer");
  } finally {
    await rooms.close();
  }
});
