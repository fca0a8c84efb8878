import { afterAll, beforeAll, expect, it } from "vitest";
import {
  guestSession,
  type InProcessServer,
  newInvite,
  newSpace,
  ownerSession,
  type Person,
  startTestServer,
  visitor,
} from "../../support/server.ts";

let server: InProcessServer;
let owner: Person;
let space: string;
beforeAll(async () => {
  server = await startTestServer({
    inMemory: true,
    turn: { host: "turn.test", secret: "s" },
    iceUrls: ["turns:turn.test:443?transport=tcp"],
    publicUrl: "https://kartu.example.org",
  });
  owner = await ownerSession(server);
  space = (await newSpace(owner)).id;
});
afterAll(() => server?.close());

const lent = (body: { iceServers: { username?: string }[] }): number[] =>
  body.iceServers.flatMap(({ username }) => (username === undefined ? [] : [Number(username.split(":")[0]) - Date.now() / 1000]));

it("[ME113] lends the relay for a minute, to those with a session or an invite that still opens, and to nobody else", async () => {
  const guest = await guestSession(server, owner, space);
  const code = await newInvite(owner, space);
  const asked = [
    await guest.call("POST /api/connection", { body: {} }),
    await visitor(server).call("POST /api/connection", { body: { code } }),
  ];
  for (const { status, body } of asked) {
    expect([status, body.media]).toEqual([200, "mesh"]);
    const [seconds = 0, ...more] = lent(body);
    expect(more).toEqual([]);
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(body.iceServers.at(-1)?.urls).toContain("turns:turn.test:443?transport=tcp");
  }
  const refused = async (body: { code?: string }) => (await visitor(server).call("POST /api/connection", { body })).body as unknown;
  expect(await refused({})).toMatchObject({ code: "no_session" });
  expect(await refused({ code: "made-up-code-of-nobody" })).toMatchObject({ code: "invite_unknown" });
  const { body: list } = await owner.call("GET /api/spaces/:space/invites", { params: { space } });
  for (const { id } of list.invites) await owner.call("POST /api/invites/:invite/revoke", { params: { invite: id }, body: {} });
  expect(await refused({ code })).toMatchObject({ code: "invite_revoked" });
});

it("[ME113] who asks again and again is held back", async () => {
  const code = await newInvite(owner, space);
  const stranger = visitor(server);
  const answers: number[] = [];
  for (let i = 0; i < 60; i++) answers.push((await stranger.call("POST /api/connection", { body: { code } })).status);
  expect(answers.filter((status) => status === 429).length).toBeGreaterThan(5);
});
