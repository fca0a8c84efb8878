/** What an invite gives to those who belong to the space already. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Role } from "../../../shared/domain/permissions.ts";
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
