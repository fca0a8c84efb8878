/** Through https as people come: behind the compose file's own Caddy, and with certificate and key given to Kartu itself. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { PROTOCOL } from "../../../shared/protocol/codes.ts";
import { noCaddy, noOpenssl, selfSigned, startCaddy } from "../../support/https.ts";
import { freePort } from "../../support/ports.ts";
import { guestSession, newSpace, ownerSession, type Person, type SpawnedServer, spawnServer, visitor } from "../../support/server.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** A server as seen from its public side. */
type Front = Pick<SpawnedServer, "url" | "port" | "dataFolder" | "ownerCode" | "close">;

function opened(url: string, who: Person, origin: string): Promise<number | "open"> {
  const socket = new WebSocket(url, { headers: { cookie: who.cookie, origin } });
  return new Promise((resolve, reject) => {
    socket.once("message", () => {
      socket.close();
      resolve("open");
    });
    socket.once("unexpected-response", (_req, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.once("error", reject);
  });
}

/** What a class does on its first morning, and what a foreign page tries. */
async function journey(front: Front): Promise<void> {
  const owner = await ownerSession(front as SpawnedServer);
  const space = (await newSpace(owner)).id;

  const { code } = (
    await owner.call("POST /api/spaces/:space/invites", { params: { space }, body: { role: "participant", days: 1, uses: null } })
  ).body;
  const body = { code, name: "Nika", appearance: "000000000", lang: "sl", asMe: false };
  const entered = await visitor(front).call("POST /api/invites/enter", { body });
  expect(entered.headers.get("set-cookie")).toMatch(/^__Host-kartu-\d+=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=\d+$/);
  const guest = await guestSession(front as SpawnedServer, owner, space, { code });

  const address = (await owner.call("GET /api/address")).body;
  expect(address).toMatchObject({ origin: front.url, secure: true, reach: "this-device" });
  const security = (await guest.call("GET /api/me")).headers;
  expect(security.get("content-security-policy")).toContain(`wss://${new URL(front.url).host}`);

  const sockets = front.url.replace("https", "wss");
  const seat = async (): Promise<string> => {
    const join = { protocol: PROTOCOL, build: "dev", lang: "sl" };
    const joined = await guest.call("POST /api/spaces/:space/join", { params: { space }, body: join });
    const { processId, roomId, sessionId } = joined.body.reservation as { processId: string; roomId: string; sessionId: string };
    return `${sockets}/${processId}/${roomId}?sessionId=${sessionId}`;
  };
  expect(await opened(await seat(), guest, front.url)).toBe("open");
  expect(await opened(await seat(), guest, "https://elsewhere.example")).toBe(403);
  const { boards } = (await guest.call("GET /api/spaces/:space/places", { params: { space } })).body;
  expect(await opened(`${sockets}/board/${space}/${boards[0]?.id}`, guest, front.url)).toBe("open");
  const foreign = await guest.fetch("/api/forget", { method: "POST", headers: { origin: "https://elsewhere.example" } });
  expect([foreign.status, await foreign.json()]).toEqual([403, { code: "foreign_origin" }]);
}

/** Where the public side listens. */
let port = 0;
beforeEach(async () => {
  port = await freePort();
});
async function behindCaddy(env: Record<string, string>, caddyEnv: Record<string, string> = {}): Promise<Front> {
  // Named beforehand: with PUBLIC_URL the greeting tells the public one.
  const kartu = await freePort();
  const server = await spawnServer({ env, port: kartu });
  ends.push(() => server.close());
  const caddy = await startCaddy(port, kartu, caddyEnv);
  ends.push(() => caddy.close());
  return { ...server, url: caddy.url, ownerCode: () => server.ownerCode() };
}

describe.skipIf(noCaddy)("behind Caddy, with the compose file's own Caddyfile", { timeout: 90_000 }, () => {
  it("[OP30] people come in, rooms and boards open, foreign pages do not, and the address is known to be secure", async () => {
    await journey(await behindCaddy({ KARTU_TRUST_PROXY: "1", PUBLIC_URL: `https://localhost:${port}` }));
  });

  it("[OP30] the same without PUBLIC_URL: the proxy's word is taken", async () => {
    await journey(await behindCaddy({ KARTU_TRUST_PROXY: "1" }));
  });

  it("[OP30] what a browser says of itself in the proxy's place is not believed", async () => {
    const at = await behindCaddy({ KARTU_TRUST_PROXY: "1" });
    const owner = await ownerSession(at as SpawnedServer);
    const address = await owner.fetch("/api/address", {
      headers: { "x-forwarded-proto": "http", "x-forwarded-host": "evil.example", "x-forwarded-for": "203.0.113.9" },
    });
    expect(await address.json()).toMatchObject({ origin: at.url, secure: true });
  });
});

describe.skipIf(noCaddy)("behind a CDN that stands before Caddy", { timeout: 90_000 }, () => {
  const guess = async (at: Front, from: string): Promise<unknown> => {
    const answer = await fetch(`${at.url}/api/invites/peek`, {
      method: "POST",
      body: JSON.stringify({ code: `guess-${from}` }),
      headers: {
        "content-type": "application/json",
        "x-forwarded-for": from,
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "http",
      },
    });
    return ((await answer.json()) as { code: string }).code;
  };
  const flood = async (at: Front, from: (n: number) => string): Promise<unknown> => {
    let last: unknown;
    for (let n = 0; n < 31; n++) last = await guess(at, from(n));
    return last;
  };

  it("[OP47] with TRUSTED_PROXIES people are told apart, and their word on host and scheme is still not taken", async () => {
    const trusted = "198.51.100.0/24 127.0.0.0/8";
    const at = await behindCaddy({ KARTU_TRUST_PROXY: "1", KARTU_TRUSTED_PROXIES: trusted }, { TRUSTED_PROXIES: trusted });
    expect(await flood(at, () => "203.0.113.9")).toBe("rate_limited");
    expect(await guess(at, "203.0.113.10")).toBe("invite_unknown");
    expect(await guess(at, "203.0.113.9")).toBe("rate_limited");
    const owner = await ownerSession(at as SpawnedServer);
    const lies = { "x-forwarded-proto": "http", "x-forwarded-host": "evil.example" };
    expect(await (await owner.fetch("/api/address", { headers: lies })).json()).toMatchObject({ origin: at.url, secure: true });
  });

  it("[OP47] without it nobody's word is taken: one who names another address each time is still one", async () => {
    const at = await behindCaddy({ KARTU_TRUST_PROXY: "1" });
    expect(await flood(at, (n) => `203.0.113.${n}`)).toBe("rate_limited");
    expect((await fetch(`${at.url}/metrics`)).status).toBe(404);
  });
});

describe.skipIf(noOpenssl)("with KARTU_TLS_CERT and KARTU_TLS_KEY", { timeout: 60_000 }, () => {
  it("[OP30] Kartu speaks https itself", async () => {
    const { cert, key, remove } = await selfSigned();
    ends.push(remove);
    const server = await spawnServer({ env: { KARTU_TLS_CERT: cert, KARTU_TLS_KEY: key } });
    ends.push(() => server.close());
    const url = `https://127.0.0.1:${server.port}`;
    expect(server.output()).toContain(`Kartu is up: ${url}\n`);
    await journey({ ...server, url, ownerCode: () => server.ownerCode() });
    // Plain http on that port is no answer at all, and ends nothing.
    await expect(fetch(`http://127.0.0.1:${server.port}/healthz`)).rejects.toThrow();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});
