/** Kinds of invites: for a shared device, for several who sit together, for the lobby; and an invite that many use at once. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type InProcessServer, newSpace, ownerSession, type Person, startTestServer, visitor } from "../../support/server.ts";

let server: InProcessServer;
let owner: Person;
beforeAll(async () => {
  server = await startTestServer({ inMemory: true });
  owner = await ownerSession(server);
});
afterAll(() => server.close());

const NIKA = { name: "Nika", appearance: "000000000", lang: "sl", asMe: false };

it("[AC20] an invite that lets in one person more says so to whoever is not in yet", async () => {
  const { id: space } = await newSpace(owner);
  const made = await owner.call("POST /api/spaces/:space/invites/batch", {
    params: { space },
    body: { names: ["Nika"], role: "participant", days: 1, lobby: false },
  });
  const code = made.body.invites[0]?.code ?? "";
  const who = visitor(server);
  expect((await who.call("POST /api/invites/peek", { body: { code } })).body.once).toBe(true);
  await who.call("POST /api/invites/enter", { body: { code, ...NIKA } });
  expect((await who.call("POST /api/invites/peek", { body: { code } })).body.once).toBe(false);
  const many = await owner.call("POST /api/spaces/:space/invites", {
    params: { space },
    body: { role: "participant", days: 1, uses: null },
  });
  expect((await visitor(server).call("POST /api/invites/peek", { body: { code: many.body.code } })).body.once).toBe(false);
});

it("[AC60] by an invite for a shared device the session ends with the browser, and in half a day by itself", async () => {
  const { id: space } = await newSpace(owner);
  const made = await owner.call("POST /api/spaces/:space/invites", {
    params: { space },
    body: { role: "participant", days: 1, uses: null, shared: true, opensEarly: true },
  });
  expect(made.body.invite).toMatchObject({ shared: true, opensEarly: true, lobby: false });
  const { code } = made.body;
  const who = visitor(server);
  expect((await who.call("POST /api/invites/peek", { body: { code } })).body.shared).toBe(true);
  const entered = await who.call("POST /api/invites/enter", { body: { code, ...NIKA } });
  expect(entered.body.me.shared).toBe(true);
  const [cookie = ""] = entered.headers.getSetCookie();
  expect(cookie).toMatch(/=.+HttpOnly/);
  expect(cookie).not.toMatch(/Max-Age|Expires/i);
  expect((await who.call("GET /api/me")).body).toMatchObject({ name: "Nika", shared: true });
  // A session of one's own device lives on.
  const mine = await newSpace(owner);
  const own = await owner.call("POST /api/spaces/:space/invites", {
    params: { space: mine.id },
    body: { role: "participant", days: 1, uses: null },
  });
  const other = await visitor(server).call("POST /api/invites/enter", { body: { code: own.body.code, ...NIKA } });
  expect(other.headers.getSetCookie()[0]).toMatch(/Max-Age=/);
  expect(other.body.me.shared).toBe(false);

  const half = 12 * 3_600_000;
  const { clock } = server.kartu.ports;
  const real = clock.now;
  clock.now = () => real() + half + 60_000;
  try {
    expect((await who.call("GET /api/me")).body.code).toBe("no_session");
  } finally {
    clock.now = real;
  }
});

it("[AC61] who sits together is said at the door, changed inside, and names that are none are refused", async () => {
  const { id: space } = await newSpace(owner);
  const made = await owner.call("POST /api/spaces/:space/invites", {
    params: { space },
    body: { role: "participant", days: 1, uses: null },
  });
  const { code } = made.body;
  const who = visitor(server);
  const refused = await who.call("POST /api/invites/enter", { body: { code, ...NIKA, with: ["Žan", " \u200b "] } });
  expect([refused.status, refused.body.code]).toEqual([422, "name_not_text"]);
  const five = await who.call("POST /api/invites/enter", { body: { code, ...NIKA, with: ["B", "C", "D", "E"] } });
  expect(five.body.code).toBe("bad_request");
  const entered = await who.call("POST /api/invites/enter", { body: { code, ...NIKA, with: [" Žan "] } });
  const { user } = entered.body.me;
  const { store } = server.kartu.ports;
  expect((await store.membership(space, user))?.party?.names).toEqual(["Žan"]);
  // Coming again without a word about it changes nothing; saying that one is alone does.
  await who.call("POST /api/invites/enter", { body: { code, ...NIKA, asMe: true } });
  expect((await store.membership(space, user))?.party?.names).toEqual(["Žan"]);
  expect((await who.call("POST /api/spaces/:space/party", { params: { space }, body: { names: ["x".repeat(40)] } })).body.code).toBe(
    "name_too_long",
  );
  expect((await who.call("POST /api/spaces/:space/party", { params: { space }, body: { names: [] } })).status).toBe(200);
  expect((await store.membership(space, user))?.party).toBeNull();
});

it("[AC6] an invite for five that thirty open in the same moment lets in five", async () => {
  const { id: space } = await newSpace(owner);
  const made = await owner.call("POST /api/spaces/:space/invites", {
    params: { space },
    body: { role: "participant", days: 1, uses: 5, lobby: true },
  });
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      visitor(server).call("POST /api/invites/enter", { body: { ...NIKA, code: made.body.code, name: `Guest ${i}` } }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
  expect(new Set(answers.flatMap(({ status, body }) => (status === 200 ? [] : [body.code])))).toEqual(new Set(["invite_used_up"]));
  expect((await server.kartu.ports.store.members(space)).filter(({ waits }) => waits)).toHaveLength(5);
});

it("[LM103] who is out comes in as nobody else from the same session, by no invite; where several use a device the next person does", async () => {
  const { id: space } = await newSpace(owner);
  const make = async (kind: { shared?: boolean } = {}) =>
    (
      await owner.call("POST /api/spaces/:space/invites", {
        params: { space },
        body: { role: "participant", days: 1, uses: null, ...kind },
      })
    ).body.code;
  const [code, other, tablet] = [await make(), await make(), await make({ shared: true })];
  const { store, clock } = server.kartu.ports;
  const enter = async (who: ReturnType<typeof visitor>, by: string, name: string) => {
    const { body } = await who.call("POST /api/invites/enter", { body: { ...NIKA, code: by, name } });
    return body.code ?? (await store.membership(space, body.me.user));
  };
  const out = async (who: ReturnType<typeof visitor>) => {
    const { user } = (await who.call("GET /api/me")).body;
    await store.setEjected(space, user, clock.now() + 60_000);
    return user;
  };
  const ana = visitor(server);
  await enter(ana, code, "Ana");
  const user = await out(ana);
  const members = (await store.members(space)).length;
  for (const by of [code, other]) expect(await enter(ana, by, "Somebody")).toBe("ejected");
  expect((await store.members(space)).length).toBe(members);
  // It is a matter of this space alone, and of the time that was said.
  const elsewhere = await newSpace(owner);
  const there = await owner.call("POST /api/spaces/:space/invites", {
    params: { space: elsewhere.id },
    body: { role: "participant", days: 1, uses: null },
  });
  expect((await visitor(server, ana.cookie).call("POST /api/invites/enter", { body: { ...NIKA, code: there.body.code } })).status).toBe(
    200,
  );
  await store.setEjected(space, user, clock.now() - 1);
  expect(await enter(visitor(server, ana.cookie), other, "Sister")).toMatchObject({ waits: false });

  // Banned: somebody else waits, whichever invite, and however often they are somebody else.
  await store.setBanned(space, user, true);
  const again = visitor(server, ana.cookie);
  expect(await enter(again, other, "One")).toMatchObject({ waits: true, guarded: true, invite: expect.any(String) });
  expect(await enter(again, other, "Two")).toMatchObject({ waits: true, guarded: true });
  const next = visitor(server);
  await enter(next, tablet, "First");
  await out(next);
  expect(await enter(next, tablet, "Second")).toMatchObject({ waits: false });
});
