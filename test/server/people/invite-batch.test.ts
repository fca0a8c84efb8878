import { afterAll, beforeAll, expect, it } from "vitest";
import { guestSession, type InProcessServer, newSpace, ownerSession, type Person, startTestServer } from "../../support/server.ts";

let server: InProcessServer;
let owner: Person;
beforeAll(async () => {
  server = await startTestServer({ inMemory: true });
  owner = await ownerSession(server);
});
afterAll(() => server.close());

it("[AC20] a list of names becomes a link for each, which lets in one person once; a bad name makes none", async () => {
  const { id: space } = await newSpace(owner);
  const ask = (names: string[], role: "participant" | "trainer" | "owner" = "participant") =>
    owner.call("POST /api/spaces/:space/invites/batch", { params: { space }, body: { names, role, days: 7, lobby: true } });
  const refused = await ask(["Ana", " \u200b"]);
  expect([refused.status, refused.body.code, refused.body.params]).toEqual([422, "name_not_text", { line: 2 }]);
  expect((await ask(["Ana"], "owner")).body.code).toBe("forbidden");
  expect((await owner.call("GET /api/spaces/:space/invites", { params: { space } })).body.invites).toEqual([]);
  const { body } = await ask(["Ana", '=Bor, "B"']);
  expect(body.invites.map(({ name, invite }) => [name, invite.label, invite.usesLeft, invite.lobby])).toEqual([
    ["Ana", "Ana", 1, true],
    ['=Bor, "B"', '=Bor, "B"', 1, true],
  ]);
  const code = body.invites[0]?.code ?? "";
  expect(body.csv.split("\r\n")[1]).toBe(`Ana,${server.url}/join#${code}`);
  expect(body.csv.split("\r\n")[2]).toMatch(/^"'=Bor, ""B""",/);
  const ana = await guestSession(server, owner, space, { code });
  expect((await server.kartu.ports.store.membership(space, ana.me.user))?.waits).toBe(true);
  await expect(guestSession(server, owner, space, { code })).rejects.toThrow("invite_used_up");
});
