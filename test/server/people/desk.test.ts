/** The trainer's desk: who reads it, and that it says what is so. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { ROLES, type Role } from "../../../shared/domain/permissions.ts";
import { seeded } from "../../../shared/domain/seeded.ts";
import { callerAt } from "../../support/bots/guest.ts";
import { openBot } from "../../support/bots/bot.ts";
import { guestSession, type InProcessServer, newSpace, ownerSession, type Person, startTestServer, visitor } from "../../support/server.ts";
import { until } from "../../support/until.ts";

let server: InProcessServer;
let owner: Person;
beforeAll(async () => {
  server = await startTestServer({ inMemory: true });
  owner = await ownerSession(server);
});
afterAll(() => server.close());

const deskOf = (who: Pick<Person, "call">, space: string) => who.call("GET /api/spaces/:space/desk", { params: { space } });

it("[DK1] the desk is for those who lead the space; to others it is closed, or not there", async () => {
  const { id: space } = await newSpace(owner, "Open desk");
  const { id: other } = await newSpace(owner, "Another");
  const answers: Record<string, string> = {};
  const listed: Record<string, string[]> = {};
  for (const role of ROLES) {
    const who = role === "owner" ? owner : await guestSession(server, owner, space, { role, name: role });
    answers[role] = (await deskOf(who, space)).body.code ?? "ok";
    listed[role] = (await who.call("GET /api/desk")).body.spaces.map(({ id }) => id).filter((id) => [space, other].includes(id));
    if (role !== "owner") expect((await deskOf(who, other)).body.code).toBe("not_found");
  }
  const leads: Record<Role, boolean> = { owner: true, trainer: true, cotrainer: true, participant: false, observer: false };
  expect(answers).toEqual(Object.fromEntries(ROLES.map((role) => [role, leads[role] ? "ok" : "forbidden"])));
  expect(listed).toMatchObject({ trainer: [space], cotrainer: [space], participant: [], observer: [] });
  expect(listed["owner"]?.toSorted()).toEqual([space, other].toSorted());
  const nobody = visitor(server);
  expect([(await deskOf(nobody, space)).body.code, (await nobody.call("GET /api/desk")).body.code]).toEqual(["no_session", "no_session"]);
  const forged = visitor(server, "kartu=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
  expect((await deskOf(forged, space)).body.code).toBe("no_session");
});

it("[DK1] a trainer who was put out reads nothing any more", async () => {
  const { id: space } = await newSpace(owner);
  const trainer = await guestSession(server, owner, space, { role: "trainer", name: "Tina" });
  expect((await deskOf(trainer, space)).status).toBe(200);
  await owner.call("POST /api/spaces/:space/members/:user/ban", { params: { space, user: trainer.me.user }, body: { on: true } });
  expect((await deskOf(trainer, space)).body.code).toBe("banned");
  expect((await trainer.call("GET /api/desk")).body.spaces).toEqual([]);
});

it("[DK2] who is in stands there with name and place while they are in; who waits is named; links that still work are counted", async () => {
  const { id: space } = await newSpace(owner, "Kranj");
  const nika = await guestSession(server, owner, space, { name: "Nika" });
  const empty = (await deskOf(owner, space)).body;
  expect(empty.inside).toEqual([]);
  expect(empty.places.map(({ id, inside }) => [id, inside])).toEqual(empty.places.map(({ id }) => [id, 0]));

  const bot = await openBot(
    { origin: server.url, cookie: nika.cookie, space, caller: callerAt(server.url, { cookie: nika.cookie }) },
    "dev",
    seeded(1),
  );
  await until("Nika is in", async () => (await deskOf(owner, space)).body.inside.length === 1);
  const now = (await deskOf(owner, space)).body;
  expect(now.inside).toMatchObject([{ user: nika.me.user, name: "Nika", role: "participant", connected: true }]);
  expect(now.places.find(({ id }) => id === now.inside[0]?.place)?.inside).toBe(1);
  const [line] = (await owner.call("GET /api/desk")).body.spaces.filter(({ id }) => id === space);
  expect([line?.present, line?.inside.map(({ name }) => name)]).toEqual([1, ["Nika"]]);
  bot.session.leave();
  await until("Nika has left", async () => (await deskOf(owner, space)).body.inside.length === 0);

  const make = async (lobby: boolean, uses: number | null) =>
    (await owner.call("POST /api/spaces/:space/invites", { params: { space }, body: { role: "participant", days: 1, uses, lobby } })).body;
  const door = await make(true, 1);
  const before = (await deskOf(owner, space)).body.invites ?? -1;
  const jan = await guestSession(server, owner, space, { name: "Jan", code: door.code });
  const after = (await deskOf(owner, space)).body;
  expect([after.waiting, after.invites]).toEqual([[{ user: jan.me.user, name: "Jan", as: null }], before - 1]);
  const cotrainer = await guestSession(server, owner, space, { role: "cotrainer", name: "Ema" });
  expect((await deskOf(cotrainer, space)).body.invites).toBeNull();
});
