/** Moments that go wrong: two at once, a clock that jumps, and far too much of everything. */
import { afterEach, describe, expect, it } from "vitest";
import type { Clock } from "../../../server/ports/clock.ts";
import { guestSession, type InProcessServer, newInvite, newSpace, ownerSession, startTestServer, visitor } from "../../support/server.ts";

let server: InProcessServer;
afterEach(() => server.close());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe("at the same moment", () => {
  it("[LM2] two owners who demote each other, over and over: one is left each time", async () => {
    const wide = { burst: 1e6, perSecond: 1e6 };
    server = await startTestServer({ rates: { write: wide, address: wide } });
    const org = await ownerSession(server);
    const space = (await newSpace(org)).id;
    const [ana, bor] = [
      await guestSession(server, org, space, { role: "trainer" }),
      await guestSession(server, org, space, { role: "trainer" }),
    ];
    const { store } = server.kartu.ports;
    // The organisation's owner is an owner of each space; here it is about those of the space itself.
    await store.putMembership({ space, user: (org as { me?: { user: string } }).me?.user ?? "", role: "participant", ejectedUntil: null });
    for (let round = 0; round < 15; round++) {
      for (const who of [ana, bor]) await store.putMembership({ space, user: who.me.user, role: "owner", ejectedUntil: null });
      const demote = (by: typeof ana, whom: typeof ana) =>
        by.call("POST /api/spaces/:space/members/:user/role", { params: { space, user: whom.me.user }, body: { role: "participant" } });
      const answers = await Promise.all([demote(ana, bor), demote(bor, ana)]);
      const roles = await Promise.all([ana, bor].map(async (who) => (await store.membership(space, who.me.user))?.role));
      expect([
        answers.map(({ status }) => status).toSorted((a, b) => a - b),
        roles.map(String).toSorted((a, b) => a.localeCompare(b)),
      ]).toEqual([
        [200, 403],
        ["owner", "participant"],
      ]);
      expect(answers.find(({ status }) => status === 403)?.body.code).toBe("forbidden");
    }
  });
});

describe("a clock that jumps", () => {
  it("[OP43] for an hour ahead and back: sessions, invites and puttings-out are judged by the clock there is, and nothing is lost by it", async () => {
    const jump = { by: 0 };
    const clock: Clock = { now: () => Date.now() + jump.by, mono: () => performance.now() };
    server = await startTestServer({ clock });
    const owner = await ownerSession(server);
    const space = (await newSpace(owner)).id;
    const code = await newInvite(owner, space);
    const guest = await guestSession(server, owner, space, { code });
    const out = await guestSession(server, owner, space, { code });
    await server.kartu.ports.store.putMembership({ space, user: out.me.user, role: "participant", ejectedUntil: clock.now() + HOUR });
    const looks = async () => ({
      guest: (await guest.call("GET /api/spaces/:space", { params: { space } })).body.code ?? "in",
      out: (await out.call("GET /api/spaces/:space", { params: { space } })).body.code ?? "in",
      invite: (await visitor(server).call("POST /api/invites/peek", { body: { code } })).body.code ?? "opens",
    });
    const today = { guest: "in", out: "ejected", invite: "opens" };
    expect(await looks()).toEqual(today);
    for (const by of [-10 * DAY, -HOUR, 0]) {
      jump.by = by;
      expect([by, await looks()]).toEqual([by, today]);
    }
    jump.by = 2 * HOUR;
    expect(await looks()).toEqual({ guest: "in", out: "in", invite: "opens" });
    jump.by = 2 * DAY;
    expect(await looks()).toEqual({ guest: "in", out: "in", invite: "invite_expired" });
    // A battery that was empty: a year ahead, for a moment. Nobody is known, and everybody is again when it is right.
    jump.by = 365 * DAY;
    expect(await looks()).toEqual({ guest: "no_session", out: "no_session", invite: "invite_expired" });
    jump.by = 0;
    expect(await looks()).toEqual(today);
    // Whoever was seen in that future is not kept out for having been there.
    jump.by = 80 * DAY;
    expect((await looks()).guest).toBe("in");
    jump.by = 0;
    expect(await looks()).toEqual(today);
  });
});

describe("too much", () => {
  it("[AC11] settings of a megabyte, or just below the limit of a body, are refused in words and change nothing", async () => {
    server = await startTestServer({ inMemory: true });
    const owner = await ownerSession(server);
    const { id: space, settings } = await newSpace(owner);
    const change = async (body: unknown) => {
      const answer = await owner.fetch(`/api/spaces/${space}`, {
        method: "PATCH",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      });
      return [answer.status, ((await answer.json()) as { code?: string }).code];
    };
    expect(await change({ settings: { welcome: "x".repeat(1_000_000) } })).toEqual([413, "too_large"]);
    expect(await change({ settings: { welcome: "x".repeat(60_000) } })).toEqual([400, "bad_request"]);
    expect(await change({ settings: { welcome: "x".repeat(19_000) } })).toEqual([422, "text_too_long"]);
    expect(await change({ settings: { conduct: "🌻".repeat(9_000) } })).toEqual([422, "text_too_long"]);
    expect(await change({ name: "x".repeat(19_000) })).toEqual([422, "name_too_long"]);
    expect(await change({ settings: Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`key${n}`, n])) })).toEqual([
      400,
      "bad_request",
    ]);
    expect((await owner.call("GET /api/spaces/:space", { params: { space } })).body).toMatchObject({ name: "Test space", settings });
  });
});
