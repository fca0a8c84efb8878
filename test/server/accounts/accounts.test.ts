/** Accounts over HTTP: what a right proof opens, and what a wrong, old, foreign or second one does not. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
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

const PASSWORD = "tri zelene žabe";
let server: InProcessServer;
let owner: Person;
/** Moves the server's clock, ms; what counts waits stands still between. */
let ahead = 0;

beforeAll(async () => {
  const clock = { now: () => Date.now() + ahead, mono: () => 1_000_000 + ahead };
  server = await startTestServer({ inMemory: true, clock });
  owner = await ownerSession(server);
  await owner.call("PATCH /api/me", { body: { name: "Olga", appearance: "", lang: "en" } });
});
afterAll(() => server.close());
beforeEach(() => {
  // Earlier waits are over, and nobody's proof is fresh.
  ahead += 2 * 3_600_000;
});

const login = (who = visitor(server), name = "olga", password = PASSWORD) =>
  who.call("POST /api/login/password", { body: { login: name, password } });
const setPassword = (who: Person, name = "olga") => who.call("POST /api/account/password", { body: { login: name, password: PASSWORD } });

describe("log in", () => {
  it("[AC30] the first way is made without proof; a log-in is a new session and the browser's old one ends", async () => {
    expect((await owner.call("GET /api/me")).body.account).toBe("open");
    expect((await setPassword(owner)).body.ways).toEqual({ password: true, passkeys: 0, recovery: 0 });
    const space = (await newSpace(owner, "Of guests")).id;
    const guest = await guestSession(server, owner, space);
    const before = guest.cookie;
    const { body } = await login(guest, " OLGA ");
    expect(body).toMatchObject({ name: "Olga", owner: true, account: "ready" });
    expect(guest.cookie).not.toBe(before);
    expect((await visitor(server, before).call("GET /api/me")).body.code).toBe("no_session");
    expect((await guest.call("GET /api/account")).body.sessions.filter(({ here }) => here)).toHaveLength(1);
  });

  it("[AC31] an unknown name gets the same answer and costs the same work; who guesses waits, their neighbour does not", async () => {
    const time = async (name: string): Promise<number> => {
      const took: number[] = [];
      for (let n = 0; n < 2; n++) {
        const at = performance.now();
        expect((await login(visitor(server), name, "wrong")).body.code).toBe("login_wrong");
        took.push(performance.now() - at);
      }
      // The quicker one: a machine that has something else to do makes either slow.
      return Math.min(...took);
    };
    const [known, unknown] = [await time("olga"), await time("nobody")];
    expect(Math.min(known, unknown) / Math.max(known, unknown)).toBeGreaterThan(0.2);
    for (const name of ["olga", "ghost"]) {
      const answers: (string | undefined)[] = [];
      for (let n = 0; n < 6; n++) answers.push((await login(visitor(server), name, "wrong")).body.code);
      expect(answers.at(-1)).toBe("login_wait");
    }
    const waiting = await login();
    expect([waiting.status, waiting.body]).toEqual([429, { code: "login_wait", params: { minutes: 0, seconds: expect.any(Number) } }]);
    // Another trainer behind the same address.
    const trainer = await guestSession(server, owner, (await newSpace(owner, "T")).id, { role: "trainer", name: "Tina" });
    await setPassword(trainer, "tina");
    expect((await login(visitor(server), "tina")).status).toBe(200);
    ahead += 60_000;
    expect((await login()).status).toBe(200);
  }, 60_000);

  it("[AC31] a hundred tries at once are a hundred tries", async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => login(visitor(server), "crowd", "wrong")));
    const codes = answers.map(({ body }) => body.code);
    expect(codes.filter((code) => code === "login_wrong").length).toBe(4);
    expect(codes.filter((code) => code === "login_wait").length).toBe(26);
  });

  it("[AC33] a recovery code works once, however it is typed; new ones end the old", async () => {
    const me = visitor(server);
    await login(me);
    const { codes } = (await me.call("POST /api/account/recovery", { body: {} })).body;
    expect([codes.length, new Set(codes).size]).toEqual([10, 10]);
    const typed = codes[0]?.toUpperCase().replaceAll("-", " ") ?? "";
    const both = await Promise.all([1, 2].map(() => visitor(server).call("POST /api/login/recovery", { body: { code: typed } })));
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await me.call("GET /api/account")).body.ways.recovery).toBe(9);
    await me.call("POST /api/account/recovery", { body: {} });
    expect((await visitor(server).call("POST /api/login/recovery", { body: { code: codes[1] ?? "" } })).body.code).toBe("recovery_unknown");
  });
});

describe("[AC34] proof before what cannot be undone", () => {
  it("is asked for, taken, holds five minutes and in this session alone", async () => {
    const [here, there] = [visitor(server), visitor(server)];
    await login(here);
    await login(there);
    const space = (await newSpace(here, "To go")).id;
    const remove = (who = here) => who.call("POST /api/spaces/:space/delete", { params: { space }, body: {} });
    ahead += 300_001;
    expect((await remove()).body).toEqual({ code: "confirm_needed", params: { ways: 1 } });
    for (const route of ["POST /api/account/recovery", "POST /api/account/password/remove"] as const)
      expect((await here.call(route, { body: {} })).body.code).toBe("confirm_needed");
    expect((await here.call("POST /api/confirm", { body: { password: "wrong" } })).body.code).toBe("login_wrong");
    expect((await here.call("POST /api/confirm", { body: { password: PASSWORD } })).status).toBe(200);
    expect((await remove(there)).body.code).toBe("confirm_needed");
    expect((await remove()).status).toBe(200);
    expect((await here.call("GET /api/spaces/:space", { params: { space } })).body.code).toBe("not_found");
  });

  it("who has no way to log in yet makes one first", async () => {
    const space = (await newSpace(owner, "Given away")).id;
    const guest = await guestSession(server, owner, space, { name: "Gal" });
    await server.kartu.ports.store.putMembership({ space, user: guest.me.user, role: "owner", ejectedUntil: null });
    const hand = () => guest.call("POST /api/spaces/:space/members/:user/hand-over", { params: { space, user: "nobody" }, body: {} });
    expect((await hand()).body).toEqual({ code: "confirm_needed", params: { ways: 0 } });
    expect((await setPassword(guest, "gal")).status).toBe(200);
    expect((await hand()).body.code).toBe("not_found");
  });
});

describe("sessions and the organisation", () => {
  it("[AC35] one is listed and ended by its name, never somebody else's", async () => {
    const [here, there] = [visitor(server), visitor(server)];
    await login(here);
    await login(there);
    const mine = (await there.call("GET /api/account")).body.sessions.find((session) => session.here);
    const end = (who: typeof here) =>
      who.call("POST /api/account/sessions/:session/end", { params: { session: mine?.id ?? "" }, body: {} });
    const other = await guestSession(server, owner, (await newSpace(owner, "X")).id, { role: "trainer" });
    expect((await end(other)).body.code).toBe("not_found");
    expect((await end(here)).status).toBe(200);
    expect((await there.call("GET /api/me")).body.code).toBe("no_session");
    expect((await here.call("POST /api/account/sessions/end-others", { body: {} })).body.ended).toBeGreaterThan(0);
    expect((await here.call("GET /api/account")).body.sessions).toHaveLength(1);
    owner.cookie = here.cookie;
  });

  it("[AC36] a member link makes a member once, who opens spaces; owners are made and unmade, members removed", async () => {
    await login(owner);
    const { code } = (await owner.call("POST /api/organisation/invitations", { body: { label: "Maja" } })).body;
    expect((await visitor(server).call("POST /api/member/peek", { body: { code } })).body.me).toBeNull();
    const maja = visitor(server);
    const claim = (who = maja) => who.call("POST /api/member/claim", { body: { code, name: "Maja", lang: "en", asMe: false } });
    expect((await claim()).body).toMatchObject({ name: "Maja", member: true, owner: false, account: "open" });
    expect((await claim(visitor(server))).body.code).toBe("link_unknown");
    const space = (await newSpace(maja, "Maja's")).id;
    expect((await maja.call("GET /api/spaces/:space", { params: { space } })).body.role).toBe("owner");
    expect((await maja.call("POST /api/organisation/invitations", { body: { label: "X" } })).body.code).toBe("forbidden");

    const majas = (await maja.call("GET /api/me")).body.user;
    const promote = (on: boolean) => owner.call("POST /api/organisation/members/:user/owner", { params: { user: majas }, body: { on } });
    expect((await promote(true)).status).toBe(200);
    expect((await maja.call("GET /api/me")).body.owner).toBe(true);
    expect((await promote(false)).status).toBe(200);
    const me = (await owner.call("GET /api/me")).body.user;
    expect((await owner.call("POST /api/organisation/members/:user/owner", { params: { user: me }, body: { on: false } })).body.code).toBe(
      "last_org_owner",
    );
    expect((await owner.call("POST /api/organisation/members/:user/remove", { params: { user: majas }, body: {} })).status).toBe(200);
    expect((await maja.call("GET /api/me")).body.code).toBe("no_session");
    expect((await owner.call("GET /api/organisation")).body.members.map(({ name }) => name)).toEqual(["Olga"]);
  });

  it("[AC36] a guest who takes a member link stays the person they are, with a new session", async () => {
    await login(owner);
    const space = (await newSpace(owner, "Y")).id;
    const guest = await guestSession(server, owner, space, { name: "Gita", code: await newInvite(owner, space) });
    const before = guest.cookie;
    const { code } = (await owner.call("POST /api/organisation/invitations", { body: { label: "Gita" } })).body;
    const claimed = await guest.call("POST /api/member/claim", { body: { code, name: "Gita", lang: "en", asMe: true } });
    expect(claimed.body).toMatchObject({ user: guest.me.user, member: true });
    expect((await visitor(server, before).call("GET /api/me")).body.code).toBe("no_session");
  });
});
