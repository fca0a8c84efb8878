import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { Buckets } from "../../../server/http/limits.ts";
import { PROTOCOL } from "../../../shared/protocol/codes.ts";
import {
  guestSession,
  type InProcessServer,
  newInvite,
  newSpace,
  ownerSession,
  startTestServer,
  type Visitor,
  visitor,
} from "../../support/server.ts";
import { until } from "../../support/until.ts";

describe("token buckets", () => {
  it("give a burst, then as many as flow back in, key by key", () => {
    const buckets = new Buckets({ burst: 3, perSecond: 0.5 });
    expect([0, 0, 0, 0].map((now) => buckets.take("a", now))).toEqual([0, 0, 0, 2]);
    expect(buckets.take("b", 0)).toBe(0);
    expect(buckets.wait("a", 1_000)).toBe(1);
    expect(buckets.take("a", 2_000)).toBe(0);
    expect(buckets.take("a", 2_000)).toBe(2);
    // A long rest fills it to the brim and not above.
    expect([0, 0, 0, 0].map(() => buckets.take("a", 1e9))).toEqual([0, 0, 0, 2]);
  });

  it("stay small under a flood of addresses, and keep holding back who floods", () => {
    const buckets = new Buckets({ burst: 2, perSecond: 0.001 });
    for (let n = 0; n < 200_000; n++) {
      buckets.take(`k${n}`, n / 1_000);
      if (n % 1_000 === 0) buckets.take("bad", n / 1_000);
    }
    expect(buckets.size).toBeLessThanOrEqual(20_000);
    expect(buckets.wait("bad", 200)).toBeGreaterThan(0);
  });
});

/** Of one address, in the test of a flood. */
const GUESSES = 10_000;

describe("routes", () => {
  let server: InProcessServer;
  afterEach(() => server.close());

  it("[AC14] a festival's crowd comes in at once from one address; guessing codes from it ends, and keeps nobody out", async () => {
    server = await startTestServer({ inMemory: true, clock: { now: () => Date.now(), mono: () => 1_000_000 } });
    const owner = await ownerSession(server);
    const space = (await newSpace(owner)).id;
    const code = await newInvite(owner, space);
    for (let n = 0; n < 150; n++) await guestSession(server, owner, space, { code, name: `Guest ${n}` });

    const guess = async () => {
      const { status, body, headers } = await visitor(server).call("POST /api/invites/peek", { body: { code: `guess-${Math.random()}` } });
      return status === 429 ? [body, Number(headers.get("retry-after"))] : body.code;
    };
    const answers: unknown[] = [];
    for (let n = 0; n < 40; n++) answers.push(await guess());
    expect(answers.filter((answer) => answer === "invite_unknown")).toHaveLength(30);
    expect(answers.at(-1)).toEqual([{ code: "rate_limited", params: { seconds: 20 } }, 20]);
    expect((await owner.call("GET /api/me")).status).toBe(200);
    expect((await visitor(server).call("POST /api/invites/peek", { body: { code } })).status).toBe(200);
    expect((await guestSession(server, owner, space, { code })).me.name).toBe("Guest");
  });

  it("[AC81] thousands of guesses from an address are held back, and its class of thirty comes in and walks meanwhile", {
    timeout: 120_000,
  }, async () => {
    // Less comes back than the slowest machine guesses.
    server = await startTestServer({ inMemory: true, rates: { address: { burst: 300, perSecond: 2 } } });
    const owner = await ownerSession(server);
    const space = (await newSpace(owner)).id;
    const code = await newInvite(owner, space);
    const statuses = new Map<string, number>();
    let guesses = 0;
    const guesser = visitor(server);
    const guessOn = async (): Promise<void> => {
      while (guesses < GUESSES) {
        const n = guesses++;
        const route = n % 2 === 0 ? ("POST /api/invites/peek" as const) : ("POST /api/owner/claim" as const);
        const { body } = await guesser.call(route, { body: { code: `guess-${n}` } });
        statuses.set(String(body.code), (statuses.get(String(body.code)) ?? 0) + 1);
      }
    };
    const guessers = Promise.all(Array.from({ length: 20 }, guessOn));
    await until("the address is held back for everything", async () => (await visitor(server).fetch("/api/me")).status === 429);
    const before = guesses;
    const seats: number[] = [];
    for (let n = 0; n < 30; n++) {
      const pupil = visitor(server);
      expect((await pupil.call("POST /api/invites/peek", { body: { code } })).status).toBe(200);
      const guest = await guestSession(server, owner, space, { code, name: `Pupil ${n}` });
      expect((await guest.call("GET /api/spaces/:space/places", { params: { space } })).status).toBe(200);
      const body = { protocol: PROTOCOL, build: "dev", lang: "en" };
      const seat = (await guest.call("POST /api/spaces/:space/join", { params: { space }, body })).body.reservation as Record<
        string,
        string
      >;
      const ws = new WebSocket(
        `${server.url.replace("http", "ws")}/${seat["processId"]}/${seat["roomId"]}?sessionId=${seat["sessionId"]}`,
        { headers: { cookie: guest.cookie, origin: server.url } },
      );
      await once(ws, "message");
      seats.push(ws.readyState);
      ws.terminate();
    }
    expect(seats).toEqual(Array(30).fill(WebSocket.OPEN));
    expect((await owner.call("GET /api/me")).status).toBe(200);
    // A new device of the owner, by a right link, too.
    const again = await visitor(server).call("POST /api/owner/claim", { body: { code: await server.ownerCode() } });
    expect(again.body.user).toBe(owner.me.user);
    const beside = guesses - before;
    await guessers;
    expect(beside, "they went on guessing beside the class").toBeGreaterThan(GUESSES / 10);
    // As many answers as the burst, and what flows back while it lasts; no other word was said.
    expect([...statuses.keys()].toSorted()).toEqual(["invite_unknown", "owner_link_unknown", "rate_limited"]);
    expect(statuses.get("rate_limited")).toBeGreaterThan(GUESSES - 50);
  });

  it("[AC81] who proves nothing is not looked up again, and one session cannot flood in the others' name", async () => {
    const rates = { address: { burst: 30, perSecond: 0.001 }, session: { burst: 5, perSecond: 0.001 } };
    server = await startTestServer({ inMemory: true, rates });
    const owner = await ownerSession(server);
    const space = (await newSpace(owner)).id;
    const guest = await guestSession(server, owner, space);
    const codes = async (who: Visitor, times: number) => {
      const all: unknown[] = [];
      for (let n = 0; n < times; n++) {
        const { status, body } = await who.call("GET /api/me");
        all.push(status === 200 ? "ok" : body.code);
      }
      return all;
    };
    await codes(visitor(server), 30);
    expect(await codes(visitor(server), 2)).toEqual(["rate_limited", "rate_limited"]);
    expect(await codes(visitor(server, `kartu-${server.port}=${"A".repeat(43)}`), 1)).toEqual(["rate_limited"]);
    expect(await codes(guest, 7)).toEqual(["ok", "ok", "ok", "ok", "ok", "rate_limited", "rate_limited"]);
    expect(await codes(owner, 1)).toEqual(["ok"]);
    const nonsense = await visitor(server).fetch("/api/invites/peek", {
      method: "POST",
      body: '{"kode":1}',
      headers: { "content-type": "application/json" },
    });
    expect(nonsense.status).toBe(429);
  });

  it("[AC14] sockets count too: a flood of upgrades ends with 429 before anything is looked up", async () => {
    server = await startTestServer({ inMemory: true, rates: { address: { burst: 20, perSecond: 0.01 } } });
    const attempt = (): Promise<number> =>
      new Promise((resolve) => {
        const ws = new WebSocket(`${server.url.replace("http", "ws")}/abcdefghi/abcdefghi?sessionId=a`);
        ws.on("error", () => undefined);
        ws.once("unexpected-response", (_req, res) => resolve(res.statusCode ?? 0));
      });
    const statuses: number[] = [];
    for (let n = 0; n < 25; n++) statuses.push(await attempt());
    expect(statuses).toEqual([...Array(20).fill(401), ...Array(5).fill(429)]);
  });

  it("[AC14] [OP46] asking for health is held back by address, looks nobody up, and the host's own check goes on", async () => {
    server = await startTestServer({
      inMemory: true,
      trustProxy: true,
      rates: { watch: { burst: 50, perSecond: 0.001 } },
      clock: { now: () => Date.now(), mono: () => 7 },
    });
    const who = await ownerSession(server);
    const { store } = server.kartu.ports;
    let asked = 0;
    for (const name of ["owners", "session"] as const) {
      const before = store[name].bind(store) as (...args: unknown[]) => Promise<never>;
      store[name] = (...args: unknown[]) => {
        asked += 1;
        return before(...args);
      };
    }
    const ask = async (path: string, headers: Record<string, string>) =>
      (await fetch(`${server.url}${path}`, { headers: { cookie: who.cookie, ...headers } })).status;
    const from = { "x-forwarded-for": "203.0.113.9" };
    const statuses = await Promise.all(Array.from({ length: 300 }, (_, n) => ask(n % 2 === 0 ? "/healthz" : "/readyz", from)));
    expect(statuses.filter((status) => status === 200)).toHaveLength(50);
    expect(statuses.filter((status) => status === 429)).toHaveLength(250);
    expect(asked).toBe(1);
    // Neither the rest of the address nor another is kept out, and the host asks as often as it likes.
    expect(await ask("/api/me", from)).toBe(200);
    expect(await ask("/healthz", { "x-forwarded-for": "203.0.113.10" })).toBe(200);
    for (let n = 0; n < 60; n++) expect(await ask("/healthz", {})).toBe(200);
  });

  it("[AC81] who asks whether sound would open is held back like every request, and a session goes on", async () => {
    const livekit = { url: "ws://127.0.0.1:1", key: "key", secret: "a-secret-of-thirty-two-characters" };
    const rates = { address: { burst: 20, perSecond: 0.001 }, session: { burst: 5, perSecond: 0.001 } };
    server = await startTestServer({ inMemory: true, livekit, rates });
    const owner = await ownerSession(server);
    const guest = await guestSession(server, owner, (await newSpace(owner)).id);
    const ask = async (times: number, headers: Record<string, string>) => {
      const statuses: number[] = [];
      for (let n = 0; n < times; n++) statuses.push((await fetch(`${server.url}/livekit/rtc/v1/validate`, { headers })).status);
      return statuses;
    };
    await ask(20, {});
    expect(await ask(3, {})).toEqual([429, 429, 429]);
    // No seat of that name: the answer of the door itself.
    expect(await ask(7, { cookie: guest.cookie })).toEqual([403, 403, 403, 403, 403, 429, 429]);
  });

  it("[AC14] one person who changes things without end is held back, and nobody else is", async () => {
    server = await startTestServer({ inMemory: true, clock: { now: () => Date.now(), mono: () => 5 } });
    const owner = await ownerSession(server);
    const space = (await newSpace(owner)).id;
    const guest = await guestSession(server, owner, space);
    const statuses: number[] = [];
    for (let n = 0; n < 45; n++)
      statuses.push((await guest.call("PATCH /api/me", { body: { name: `N${n}`, appearance: "", lang: "en" } })).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(40);
    expect((await owner.call("PATCH /api/me", { body: { name: "Trainer", appearance: "", lang: "en" } })).status).toBe(200);
  });
});
