import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { Buckets } from "../../../server/http/limits.ts";
import { guestSession, type InProcessServer, newInvite, newSpace, ownerSession, startTestServer, visitor } from "../../support/server.ts";

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
