/** What comes in wrong ends in a code, and nothing is lost or half done. */
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Person,
  guestSession,
  type InProcessServer,
  newInvite,
  newSpace,
  ownerSession,
  startTestServer,
  visitor,
} from "../../support/server.ts";

let server: InProcessServer;
let owner: Person;
let space = "";
beforeAll(async () => {
  // Wide rates: this file is a flood. Rates have a file of their own.
  const wide = { burst: 100_000, perSecond: 1_000 };
  server = await startTestServer({ rates: { address: wide, write: wide, enter: wide, guess: wide } });
  owner = await ownerSession(server);
  space = (await newSpace(owner)).id;
});
afterAll(() => server.close());

const enter = async (code: string, name = "Ana", more: { asMe?: boolean; who?: Person } = {}) => {
  const body = { code, name, appearance: "", lang: "en", asMe: more.asMe ?? false };
  const { status, body: answer } = await (more.who ?? visitor(server)).call("POST /api/invites/enter", { body });
  return status === 200 ? { name: answer.me.name, user: answer.me.user } : { status, code: answer.code };
};
const post = async (path: string, body: BodyInit, headers: Record<string, string> = { "content-type": "application/json" }) => {
  const response = await owner.fetch(path, { method: "POST", body, headers });
  return [response.status, await response.json()];
};

describe("nicknames", () => {
  it.each([
    ["", "name_empty"],
    ["   \t\n ", "name_empty"],
    ["\u200b\u200d\u2060", "name_not_text"],
    ["\u202e\u2066", "name_not_text"],
    ["x".repeat(33), "name_too_long"],
    ["x".repeat(10_000), "name_too_long"],
    ["\ud83d\ude42".repeat(10_000), "name_too_long"],
  ])("[AC4] %j is refused with %s", async (name, code) => {
    expect(await enter(await newInvite(owner, space), name)).toEqual({ status: 422, code });
  });

  it("[AC4] are cleaned of what turns or hides, and kept otherwise", async () => {
    const code = await newInvite(owner, space);
    expect(await enter(code, "\u202eAna\u202c  Zdešar ")).toMatchObject({ name: "Ana Zdešar" });
    expect(await enter(code, "Şükran 🌻")).toMatchObject({ name: "Şükran 🌻" });
    expect(await enter(code, "<script>alert(1)</script>")).toMatchObject({ name: "<script>alert(1)</script>" });
  });

  it("leave no person behind when they are refused", async () => {
    const code = await newInvite(owner, space, "participant", 1);
    await enter(code, "");
    expect(await enter(code, "Ana")).toMatchObject({ name: "Ana" });
  });
});

describe("invites", () => {
  const made = async (days: number | null, uses: number | null) =>
    (await owner.call("POST /api/spaces/:space/invites", { params: { space }, body: { role: "participant", days, uses } })).body;

  it("[AC5] unknown, expired, revoked and used up are told apart", async () => {
    const expired = await made(1, null);
    const revoked = await made(null, null);
    const used = await made(null, 1);
    const { store } = server.kartu.ports;
    const row = await store.invite(expired.invite.id);
    if (row === null) throw new Error("no such invite");
    await store.createInvite({
      ...row,
      id: "past",
      hash: (await import("../../../server/commands/secrets.ts")).hashSecret("past-code"),
      expiresAt: Date.now() - 1,
    });
    await owner.call("POST /api/invites/:invite/revoke", { params: { invite: revoked.invite.id }, body: {} });
    await enter(used.code);
    const codes = ["nonsense", "past-code", revoked.code, used.code, "x".repeat(128)];
    const wanted = ["invite_unknown", "invite_expired", "invite_revoked", "invite_used_up", "invite_unknown"];
    for (const [i, code] of codes.entries()) {
      const peeked = await visitor(server).call("POST /api/invites/peek", { body: { code } });
      expect([peeked.body.code, await enter(code)]).toEqual([wanted[i], expect.objectContaining({ code: wanted[i] })]);
    }
  });

  it("[AC6] with three uses, opened by twenty at once, lets in three", async () => {
    const { code, invite } = await made(1, 3);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => enter(code, `Guest ${n}`)));
    expect(answers.filter((answer) => "user" in answer)).toHaveLength(3);
    expect(answers.filter((answer) => "code" in answer && answer.code === "invite_used_up")).toHaveLength(17);
    const { body } = await owner.call("GET /api/spaces/:space/invites", { params: { space } });
    expect(body.invites.find(({ id }) => id === invite.id)?.usesLeft).toBe(0);
  });

  it("[AC7] a known guest goes on as the same person, takes no second use, and comes in after its end", async () => {
    const { code, invite } = await made(1, 1);
    const guest = await guestSession(server, owner, space, { code, name: "Ana" });
    const again = await enter(code, "Ana B.", { asMe: true, who: guest });
    expect(again).toEqual({ name: "Ana B.", user: guest.me.user });
    await owner.call("POST /api/invites/:invite/revoke", { params: { invite: invite.id }, body: {} });
    expect(await enter(code, "Ana", { asMe: true, who: guest })).toEqual({ name: "Ana", user: guest.me.user });
    const peeked = await guest.call("POST /api/invites/peek", { body: { code } });
    expect(peeked.body.me?.user).toBe(guest.me.user);
    expect(await enter(code, "Somebody else")).toMatchObject({ code: "invite_revoked" });
  });

  it("[AC7] a new guest in the same browser is another person", async () => {
    const code = await newInvite(owner, space);
    const guest = await guestSession(server, owner, space, { code });
    const first = guest.me.user;
    const second = await enter(code, "Bor", { who: guest });
    expect(second).not.toMatchObject({ user: first });
    expect((await guest.call("GET /api/me")).body.name).toBe("Bor");
  });

  it("[AC8] never make an owner, nor raise anyone above who made them", async () => {
    const trainer = await guestSession(server, owner, space, { role: "trainer" });
    const wish = (role: "owner" | "trainer") =>
      trainer.call("POST /api/spaces/:space/invites", { params: { space }, body: { role, days: 1, uses: 1 } });
    expect([(await wish("owner")).body.code, (await wish("trainer")).status]).toEqual(["forbidden", 200]);
  });

  it("[AC9] their codes and the cookies' tokens are nowhere in the data folder", async () => {
    const { code } = await made(1, null);
    const guest = await guestSession(server, owner, space, { code });
    const { readdir, readFile } = await import("node:fs/promises");
    const token = guest.cookie.split("=")[1] ?? "";
    expect(token.length).toBe(43);
    for (const name of await readdir(server.dataFolder)) {
      const bytes = await readFile(`${server.dataFolder}/${name}`).catch(() => Buffer.alloc(0));
      expect([name, bytes.includes(code), bytes.includes(token)]).toEqual([name, false, false]);
    }
  });
});

describe("owner links", () => {
  it("[AC2] open once; the second one is the same person on another device", async () => {
    const code = await server.ownerCode();
    const first = await visitor(server).call("POST /api/owner/claim", { body: { code } });
    const second = await visitor(server).call("POST /api/owner/claim", { body: { code } });
    expect([first.body.user, second.status, second.body.code]).toEqual([owner.me.user, 404, "owner_link_unknown"]);
  });

  it("[AC2] two at the same moment in an empty house make one owner", async () => {
    const { MemorySpaceStore } = await import("../../../server/adapters/memory/space-store.ts");
    const { claimOwner, makeOwnerCode } = await import("../../../server/commands/owner.ts");
    const { systemClock, systemRandom } = await import("../../../server/adapters/system/clock.ts");
    const ports = { store: new MemorySpaceStore(), clock: systemClock, random: systemRandom };
    const codes = [await makeOwnerCode(ports), await makeOwnerCode(ports)];
    await Promise.all(codes.map((code) => claimOwner(ports, code, "en", null)));
    expect(await ports.store.owners()).toHaveLength(1);
  });
});

describe("requests", () => {
  it("[AC10] that change something from a foreign page are refused", async () => {
    for (const origin of ["https://evil.example", "null", "http://127.0.0.1:1", `${server.url}.evil.example`, "nonsense"]) {
      const response = await owner.fetch("/api/spaces", {
        method: "POST",
        body: '{"name":"X"}',
        headers: { origin, "content-type": "application/json" },
      });
      expect([origin, response.status, await response.json()]).toEqual([origin, 403, { code: "foreign_origin" }]);
    }
    expect((await owner.call("GET /api/me")).body.spaces.map(({ name }) => name)).not.toContain("X");
  });

  it("[AC11] with giant bodies end before they are read", async () => {
    expect(await post("/api/spaces", `{"name":"${"x".repeat(70_000)}"}`)).toEqual([413, { code: "too_large" }]);
    // Announced as 5 GB: the answer comes without a byte of it.
    const status = await new Promise((resolve, reject) => {
      const headers = { origin: server.url, cookie: owner.cookie, "content-type": "application/json", "content-length": 5_000_000_000 };
      const asking = request(`${server.url}/api/spaces`, { method: "POST", headers }, (response) => {
        resolve(response.statusCode);
        asking.destroy();
      });
      asking.on("error", reject);
      asking.flushHeaders();
    });
    expect(status).toBe(413);
  });

  it("[AC11] that are no JSON, or other JSON, or compressed, are refused with a code", async () => {
    expect(await post("/api/spaces", "{")).toEqual([400, { code: "bad_request" }]);
    expect(await post("/api/spaces", "[]")).toEqual([400, { code: "bad_request", params: { field: "" } }]);
    expect(await post("/api/spaces", '"name"')).toEqual([400, { code: "bad_request", params: { field: "" } }]);
    expect(await post("/api/spaces", '{"name":7}')).toEqual([400, { code: "bad_request", params: { field: "name" } }]);
    expect(await post("/api/spaces", '{"name":"X","admin":true}')).toEqual([400, { code: "bad_request", params: { field: "" } }]);
    expect(await post("/api/spaces", `${"[".repeat(30_000)}${"]".repeat(30_000)}`)).toEqual([
      400,
      { code: "bad_request", params: { field: "" } },
    ]);
    expect(await post("/api/spaces", '{"__proto__":{"name":"X"}}')).toEqual([400, { code: "bad_request", params: { field: "name" } }]);
    expect(await post("/api/spaces", "name=X", { "content-type": "application/x-www-form-urlencoded" })).toEqual([
      415,
      { code: "bad_request" },
    ]);
    expect(await post("/api/spaces", '{"name":"X"}', { "content-type": "text/plain" })).toEqual([415, { code: "bad_request" }]);
    expect(await post("/api/spaces", "x", { "content-type": "application/json", "content-encoding": "gzip" })).toEqual([
      415,
      { code: "bad_request" },
    ]);
  });

  it("[AC11] to nowhere, or in the wrong way, are refused with a code; Colyseus' own door is shut", async () => {
    const ask = async (method: string, path: string) => {
      const response = await owner.fetch(path, { method });
      return [response.status, await response.json(), response.headers.get("allow")];
    };
    expect(await ask("GET", "/api/nowhere")).toEqual([404, { code: "not_found" }, null]);
    expect(await ask("DELETE", "/api/me")).toEqual([405, { code: "bad_request" }, "GET, PATCH"]);
    expect(await ask("POST", "/healthz")).toEqual([405, { code: "bad_request" }, "GET"]);
    for (const path of ["/matchmake/joinOrCreate/space", "/matchmake/create/space", "/matchmake/space", "/__healthcheck", "/monitor"]) {
      expect(await ask("POST", path)).toEqual([404, { code: "not_found" }, null]);
    }
    expect(await ask("GET", "/s/%2e%2e%2f%2e%2e%2fetc%2fpasswd/%ff")).toEqual([400, { code: "bad_request" }, null]);
  });

  it("[AC12] are answered with the headers that keep the page to itself", async () => {
    const { headers } = await owner.fetch("/api/me");
    const csp = headers.get("content-security-policy") ?? "";
    expect(csp).toContain("default-src 'none'");
    expect(csp).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(csp).toContain(`connect-src 'self' ws://127.0.0.1:${server.port} wss://127.0.0.1:${server.port};`);
    expect(csp).toContain("frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("permissions-policy")).toContain("microphone=(self)");
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("cache-control")).toBe("no-store");
  });
});

describe("what a space shows of its people", () => {
  it("[AC15] that addresses may be seen is the owner's to accept, not a trainer's", async () => {
    const trainer = await guestSession(server, owner, space, { role: "trainer" });
    const change = async (who: Person, settings: object) => {
      const { status, body } = await who.call("PATCH /api/spaces/:space", { params: { space }, body: { settings } });
      return status === 200 ? body.settings : body.code;
    };
    expect(await change(trainer, { acceptsVisibleAddresses: true })).toBe("forbidden");
    expect(await change(trainer, { admitsMinors: false })).toMatchObject({ admitsMinors: false, acceptsVisibleAddresses: false });
    expect(await change(owner, { acceptsVisibleAddresses: true })).toMatchObject({ admitsMinors: false, acceptsVisibleAddresses: true });
    // Who may not turn it on may leave it on, and turn it off.
    expect(await change(trainer, { admitsMinors: true })).toMatchObject({ admitsMinors: true, acceptsVisibleAddresses: true });
    expect(await change(trainer, { acceptsVisibleAddresses: false })).toMatchObject({ admitsMinors: true, acceptsVisibleAddresses: false });
  });

  it("[ME140] whispering cannot be allowed where minors come, and does not come back by itself when they come no more", async () => {
    const change = async (settings: object) => {
      const { body } = await owner.call("PATCH /api/spaces/:space", { params: { space }, body: { settings } });
      return body.settings.whisper;
    };
    expect([
      await change({ admitsMinors: true, whisper: true }),
      await change({ admitsMinors: false }),
      await change({ whisper: true }),
      await change({ admitsMinors: true }),
      await change({ admitsMinors: false }),
      await change({ admitsMinors: true }),
    ]).toEqual([false, false, true, false, false, false]);
  });
});

describe("the places of a space", () => {
  it("[LM106] are a number that the host can carry, or none was set; a participant sets none", async () => {
    const change = async (who: Person, capacity: unknown) => {
      const settings = { capacity } as { capacity: number };
      const { status, body } = await who.call("PATCH /api/spaces/:space", { params: { space }, body: { settings } });
      return status === 200 ? body.settings.capacity : body.code;
    };
    const wrong = ["20", -1, 2.5, 0, 2_001];
    const codes = ["bad_request", "bad_request", "bad_request", "capacity_range", "capacity_range"];
    expect(await Promise.all(wrong.map((capacity) => change(owner, capacity)))).toEqual(codes);
    expect([await change(owner, 20), await change(owner, null), await change(owner, 2_000)]).toEqual([20, null, 2_000]);
    const trainer = await guestSession(server, owner, space, { role: "trainer" });
    expect(await change(trainer, null)).toBeNull();
    expect(await change(await guestSession(server, owner, space), 5)).toBe("forbidden");
  });
});

describe("a store that is gone", () => {
  it("[ST4] is said by a code, also by /healthz, and the server stays up", async () => {
    const broken = await startTestServer();
    const who = await ownerSession(broken);
    await broken.kartu.stores.close();
    const answers = await Promise.all([
      who.call("GET /api/me"),
      who.call("POST /api/spaces", { body: { name: "X" } }),
      who.call("GET /healthz"),
    ]);
    expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(3).fill([503, { code: "storage_failed" }]));
    expect((await who.fetch("/api/nowhere")).status).toBe(404);
    await broken.close();
  });
});
