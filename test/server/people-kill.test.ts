/** Power cuts in the midst of people coming in, changing roles and handing over: afterwards each of these has happened whole, or not at all. */
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { guestSession, newSpace, ownerSession, type SpawnedServer, spawnServer, visitor } from "../support/server.ts";
import { until } from "../support/until.ts";

let server: SpawnedServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

/** Rows of the database as it lies there, read by somebody who is not Kartu. */
function rows<T>(folder: string, query: string): T[] {
  const db = new DatabaseSync(join(folder, "kartu.db"));
  try {
    return db.prepare(query).all() as T[];
  } finally {
    db.close();
  }
}

const GUESTS_WITHOUT = `select u.id from app_user u where u.owner = 0
  and (not exists (select 1 from membership m where m.user_id = u.id) or not exists (select 1 from app_session s where s.user_id = u.id))`;
const USES = `select i.uses_left as left, (select count(*) from membership m where m.invite_id = i.id) as came from invite i where i.uses_left is not null`;

it("[OP42] kill -9 while people come in by invites, roles change and the space is handed over", { timeout: 60_000 }, async () => {
  server = await spawnServer();
  const owner = await ownerSession(server);
  const space = (await newSpace(owner)).id;
  const [ana, bor, cid] = [
    await guestSession(server, owner, space, { name: "Ana", role: "trainer" }),
    await guestSession(server, owner, space, { name: "Bor", role: "trainer" }),
    await guestSession(server, owner, space, { name: "Cid", role: "participant" }),
  ];
  // Handing over is asked of somebody who has just shown that it is them.
  for (const [n, who] of [owner, ana, bor].entries()) {
    const shown = await who.call("POST /api/account/password", { body: { login: `trainer-${n}`, password: "modri slon pleše tango 7" } });
    expect(shown.status).toBe(200);
  }
  const given = await owner.call("POST /api/spaces/:space/members/:user/hand-over", { params: { space, user: ana.me.user }, body: {} });
  expect(given.status).toBe(200);
  const { dataFolder } = server;
  const USES_GIVEN = 400;
  let answered = 0;
  const told: { user: string; role: string }[] = [];
  for (let round = 0; round < 2; round++) {
    const made = await owner.call("POST /api/spaces/:space/invites", {
      params: { space },
      body: { role: "participant", days: 1, uses: USES_GIVEN },
    });
    let stopped = false;
    const before = answered;
    /** Goes on until the cable is pulled: a refused connection is the end of it. */
    const lane = async (step: (n: number) => Promise<void>): Promise<void> => {
      for (let n = 0; !stopped; n++) await step(n).catch(() => (stopped = true));
    };
    const current = server;
    const enter = () =>
      lane(async (n) => {
        const body = { code: made.body.code, name: `G${n}`, appearance: "", lang: "en", asMe: false };
        const { status } = await visitor(current).call("POST /api/invites/enter", { body });
        if (status === 200) answered += 1;
        else stopped = true;
      });
    const change = () =>
      lane(async (n) => {
        const role = n % 2 === 0 ? ("cotrainer" as const) : ("participant" as const);
        const { status } = await owner.call("POST /api/spaces/:space/members/:user/role", {
          params: { space, user: cid.me.user },
          body: { role },
        });
        if (status === 200) told.push({ user: cid.me.user, role });
      });
    // To and fro: whoever is the owner gives it to the other.
    const hand = () =>
      lane(async () => {
        for (const [by, to] of [
          [ana, bor],
          [bor, ana],
        ] as const)
          await by.call("POST /api/spaces/:space/members/:user/hand-over", { params: { space, user: to.me.user }, body: {} });
      });
    const lanes = [enter(), enter(), enter(), change(), hand()];
    await until("people come in", () => answered - before >= 10 + round * 5);
    await server.kill9();
    stopped = true;
    await Promise.all(lanes);

    expect(rows(dataFolder, GUESTS_WITHOUT), "nobody is half in").toEqual([]);
    const uses = rows<{ left: number; came: number }>(dataFolder, USES);
    expect(
      uses.filter(({ left, came }) => left !== 0 || came !== 1).filter(({ left, came }) => left + came !== USES_GIVEN),
      "each use is somebody",
    ).toEqual([]);
    const owners = rows<{ user_id: string }>(dataFolder, "select user_id from membership where role = 'owner'").map((row) => row.user_id);
    expect(
      owners.filter((id) => id === ana.me.user || id === bor.me.user),
      "one of the two owns it, never both, never none",
    ).toHaveLength(1);
    const role = rows<{ role: string }>(dataFolder, `select role from membership where user_id = '${cid.me.user}'`)[0]?.role;
    expect(["cotrainer", "participant"]).toContain(role);
    await server.restart();
    expect((await owner.call("GET /api/me")).body.spaces.map(({ id }) => id)).toEqual([space]);
    // Each change that was answered for is there: the last one, or one after it that nobody heard of any more.
    if (told.length > 0) expect((await cid.call("GET /api/spaces/:space", { params: { space } })).body.role).toBe(role);
  }
  const kept = rows<{ n: number }>(dataFolder, "select count(*) as n from app_user where owner = 0")[0]?.n ?? 0;
  expect(kept).toBeGreaterThanOrEqual(answered + 3);
});
