/**
 * Every route, asked by everyone: who may, who may not. The table is the whole of it; a route that is missing is a type error, and a route whose row is
 * wrong fails. A new route is one line in TABLE (often one of the rows that have a name) and, if it has one, a body in BODIES. Printed.
 */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Api } from "../../../shared/protocol/http.ts";
import type { Role } from "../../../shared/domain/permissions.ts";
import { hashSecret } from "../../../server/commands/secrets.ts";
import { SESSION_IDLE } from "../../../server/commands/sessions.ts";
import { madeSure } from "../../support/accounts.ts";
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

const WHO = ["nobody", "made-up", "forgotten", "stranger", "ejected", "observer", "participant", "cotrainer", "trainer", "owner"] as const;
type Who = (typeof WHO)[number];
/**
 * Who stands beside these: their answers follow from the rows, unless OTHERWISE says more.
 * - expired: a session that nobody used for longer than it lives. replayed: the owner's, from before they came by a new link.
 * - elsewhere: a session of another Kartu on the same host name. foreign: the owner's own, from a page of another origin.
 * - banned: kept out until it is taken back. waiting: in the lobby.
 */
const BESIDE = ["expired", "replayed", "elsewhere", "foreign", "banned", "waiting"] as const;
type Beside = (typeof BESIDE)[number];
const OTHERWISE: { [K in keyof Api]?: { [B in Beside]?: string } } = {
  "POST /api/spaces/:space/lobby": { waiting: "ok" },
  "POST /api/invites/enter": { waiting: "ok" },
};

/** Expected answers in the order of WHO: "ok", or the code of the refusal. */
type Row = readonly string[];

const SESSION = ["no_session", "no_session", "no_session"];
const open: Row = Array<string>(10).fill("ok");
const signedIn: Row = [...SESSION, "ok", "ok", "ok", "ok", "ok", "ok", "ok"];
const members: Row = [...SESSION, "not_found", "ejected", "ok", "ok", "ok", "ok", "ok"];
const keepers: Row = [...SESSION, "not_found", "ejected", "forbidden", "forbidden", "forbidden", "ok", "ok"];

const leaders: Row = [...SESSION, "not_found", "ejected", "forbidden", "forbidden", "ok", "ok", "ok"];

/** Those who lead may have an account; the owner of this test has one, and has shown just now that it is them. */
const accounts = (code: string, owners = code): Row => [...SESSION, "forbidden", "forbidden", "forbidden", "forbidden", code, code, owners];
const orgOwners: Row = [...SESSION, ...Array<string>(6).fill("forbidden"), "ok"];

const TABLE: Record<keyof Api, Row> = {
  "GET /healthz": open,
  "GET /api/me": signedIn,
  "PATCH /api/me": signedIn,
  "POST /api/forget": signedIn,
  "POST /api/owner/claim": Array<string>(10).fill("owner_link_unknown"),
  "POST /api/spaces": [...SESSION, "forbidden", "forbidden", "forbidden", "forbidden", "forbidden", "forbidden", "ok"],
  "GET /api/desk": signedIn,
  "GET /api/spaces/:space/desk": leaders,
  "GET /api/spaces/:space": members,
  "PATCH /api/spaces/:space": keepers,
  "GET /api/spaces/:space/places": members,
  "GET /api/spaces/:space/ice": members,
  "GET /api/spaces/:space/invites": keepers,
  "POST /api/spaces/:space/invites": keepers,
  "POST /api/spaces/:space/invites/batch": keepers,
  "POST /api/invites/:invite/revoke": keepers,
  "POST /api/invites/peek": open,
  // Who brings no session brings the code of an invite: test/server/media/connection.test.ts.
  "POST /api/connection": signedIn,
  "POST /api/invites/enter": [...Array<string>(4).fill("ok"), "ejected", "ok", "ok", "ok", "ok", "ok"],
  "GET /api/spaces/:space/conduct": members,
  "POST /api/spaces/:space/conduct": members,
  "POST /api/spaces/:space/party": members,
  "GET /api/spaces/:space/members": leaders,
  // Of a participant, to be a co-trainer.
  "POST /api/spaces/:space/members/:user/role": [...SESSION, "not_found", "ejected", "forbidden", "forbidden", "forbidden", "ok", "ok"],
  "POST /api/spaces/:space/members/:user/hand-over": [...SESSION, "not_found", "ejected", ...Array<string>(4).fill("forbidden"), "ok"],
  "POST /api/spaces/:space/members/:user/ban": leaders,
  "POST /api/spaces/:space/members/:user/admit": leaders,
  // Nobody of them has to wait.
  "POST /api/spaces/:space/lobby": [...SESSION, "not_found", "ejected", ...Array<string>(5).fill("bad_request")],
  "GET /api/spaces/:space/reports": leaders,
  "POST /api/spaces/:space/reports/:report/close": leaders,
  "GET /api/spaces/:space/audit": keepers,
  // Trainers of any space: those who are put out of this one have no other.
  "GET /api/words": [...SESSION, "forbidden", "forbidden", "forbidden", "forbidden", "forbidden", "ok", "ok"],
  "POST /api/words/:lang": [...SESSION, "forbidden", "forbidden", "forbidden", "forbidden", "forbidden", "ok", "ok"],
  "GET /api/me/blocks": signedIn,
  "POST /api/me/unblock": signedIn,
  "GET /api/address": [...SESSION, "forbidden", "forbidden", "forbidden", "forbidden", "forbidden", "ok", "ok"],
  "POST /api/spaces/:space/join": members,
  // With a wrong proof each: what comes of a right one is told in test/server/accounts.
  "POST /api/login/password": Array<string>(10).fill("login_wrong"),
  "POST /api/login/passkey/options": Array<string>(10).fill("passkey_unavailable"),
  "POST /api/login/passkey": Array<string>(10).fill("passkey_unavailable"),
  "POST /api/login/recovery": Array<string>(10).fill("recovery_unknown"),
  "POST /api/login/link": Array<string>(10).fill("link_unknown"),
  "GET /api/account": accounts("ok"),
  "POST /api/account/password": accounts("login_name_bad"),
  "POST /api/account/password/remove": accounts("confirm_needed", "ok"),
  "POST /api/account/passkeys/options": accounts("passkey_unavailable"),
  "POST /api/account/passkeys": accounts("passkey_unavailable"),
  "POST /api/account/passkeys/:passkey/name": accounts("not_found"),
  "POST /api/account/passkeys/:passkey/remove": accounts("confirm_needed", "not_found"),
  "POST /api/account/recovery": accounts("confirm_needed", "ok"),
  // Of somebody else.
  "POST /api/account/sessions/:session/end": accounts("not_found"),
  "POST /api/account/sessions/end-others": accounts("ok"),
  "POST /api/confirm/options": accounts("ok"),
  "POST /api/confirm": accounts("recovery_unknown"),
  "GET /api/organisation": orgOwners,
  "PATCH /api/organisation": orgOwners,
  "POST /api/organisation/invitations": orgOwners,
  "POST /api/organisation/invitations/:invitation/revoke": [...SESSION, ...Array<string>(6).fill("forbidden"), "not_found"],
  "POST /api/organisation/members/:user/owner": [...SESSION, ...Array<string>(6).fill("forbidden"), "not_found"],
  "POST /api/organisation/members/:user/remove": [...SESSION, ...Array<string>(6).fill("forbidden"), "not_found"],
  "POST /api/member/peek": Array<string>(10).fill("link_unknown"),
  "POST /api/member/claim": Array<string>(10).fill("link_unknown"),
  // The stranger has come as far as the lobby by then.
  "POST /api/spaces/:space/delete": [...SESSION, "in_lobby", "ejected", ...Array<string>(4).fill("forbidden"), "ok"],
};

/** What follows from a row for somebody beside it. */
function besideOf(route: keyof Api, who: Beside): string {
  const [, , forgotten = "", , ejected = ""] = TABLE[route];
  const otherwise = OTHERWISE[route]?.[who];
  if (otherwise !== undefined) return otherwise;
  if (who === "foreign") return route.startsWith("GET ") ? (TABLE[route].at(-1) ?? "") : "foreign_origin";
  if (who === "banned" || who === "waiting") return ejected === "ejected" ? (who === "banned" ? "banned" : "in_lobby") : ejected;
  return forgotten;
}

let server: InProcessServer;
let owner: Visitor;
let ownerId = "";
let space = "";
let code = "";
const people = new Map<Who | Beside, Visitor>();
const table: string[] = [];

beforeAll(async () => {
  // So many wrong codes are guesses, so many routes one after the other a flood; how both are held back is told in rates.test.ts.
  server = await startTestServer({ rates: { guess: { burst: 1_000, perSecond: 1 }, write: { burst: 1_000, perSecond: 1 } } });
  const person = await ownerSession(server);
  owner = person;
  space = (await newSpace(owner)).id;
  code = await newInvite(owner, space);
  const elsewhere = (await newSpace(owner, "Other")).id;
  ownerId = person.me.user;
  await madeSure(server.kartu.ports.store, ownerId);
  people.set("nobody", visitor(server));
  people.set("made-up", visitor(server, `kartu=${"A".repeat(43)}`));
  const forgotten = await guestSession(server, owner, space, { code });
  const cookie = forgotten.cookie;
  await forgotten.call("POST /api/forget", { body: {} });
  people.set("forgotten", visitor(server, cookie));
  // A guest of another space: knows this one's id, and is no member.
  people.set("stranger", await guestSession(server, owner, elsewhere));
  const ejected = await guestSession(server, owner, space, { role: "trainer" });
  await server.kartu.ports.store.putMembership({ space, user: ejected.me.user, role: "trainer", ejectedUntil: Date.now() + 60_000 });
  people.set("ejected", ejected);
  for (const role of ["observer", "participant", "cotrainer", "trainer"] satisfies Role[])
    people.set(role, await guestSession(server, owner, space, { role }));
  people.set("owner", owner);

  const { store } = server.kartu.ports;
  const expired = await guestSession(server, owner, space, { role: "trainer" });
  const hash = hashSecret(expired.cookie.split("=")[1] ?? "");
  await store.touchSession(hash, Date.now() - SESSION_IDLE - 1);
  people.set("expired", expired);
  const replayed = visitor(server, owner.cookie);
  await owner.call("POST /api/owner/claim", { body: { code: await server.ownerCode() } });
  expect(owner.cookie).not.toBe(replayed.cookie);
  people.set("replayed", replayed);
  people.set("elsewhere", visitor(server, owner.cookie.replace(/^kartu-\d+/, "kartu-1")));
  people.set("foreign", visitor(server, owner.cookie));
  const banned = await guestSession(server, owner, space, { role: "trainer" });
  await store.setBanned(space, banned.me.user, true);
  people.set("banned", banned);
  const waiting = await guestSession(server, owner, space, { role: "trainer" });
  await store.setWaiting(space, waiting.me.user, true);
  people.set("waiting", waiting);
});
afterAll(async () => {
  const head = `${"".padEnd(48)}${[...WHO, ...BESIDE].map((who) => who.padEnd(12)).join("")}`;
  console.log(`Who may what over HTTP, as the server answered (no: the code):\n${head}\n${table.join("\n")}`);
  await server.close();
});

const PASSKEY = {
  id: "AAAA",
  rawId: "AAAA",
  type: "public-key",
  response: { clientDataJSON: "", authenticatorData: "", signature: "" },
  clientExtensionResults: {},
};
const BODIES: { [K in keyof Api]?: unknown } = {
  "POST /api/forget": {},
  "POST /api/owner/claim": { code: "no-such-code" },
  "POST /api/spaces": { name: "New" },
  "PATCH /api/spaces/:space": { name: "Renamed" },
  "POST /api/spaces/:space/invites": { role: "participant", days: 1, uses: 1 },
  "POST /api/spaces/:space/invites/batch": { names: ["Ana"], role: "participant", days: null, lobby: false },
  "POST /api/invites/:invite/revoke": {},
  "POST /api/spaces/:space/members/:user/role": { role: "cotrainer" },
  "POST /api/spaces/:space/members/:user/hand-over": {},
  "POST /api/spaces/:space/members/:user/ban": { on: true },
  "POST /api/spaces/:space/reports/:report/close": {},
  "POST /api/spaces/:space/members/:user/admit": {},
  "POST /api/spaces/:space/lobby": {},
  "POST /api/spaces/:space/conduct": { version: "any" },
  "POST /api/spaces/:space/party": { names: ["Bor"] },
  "POST /api/words/:lang": { words: ["badword"] },
  "POST /api/me/unblock": { user: "nobody" },
  "POST /api/login/passkey/options": {},
  "POST /api/login/passkey": { passkey: PASSKEY },
  "POST /api/login/recovery": { code: "no-such-code" },
  "POST /api/login/link": { code: "no-such-code" },
  "POST /api/account/password": { login: " ", password: null },
  "POST /api/account/password/remove": {},
  "POST /api/account/passkeys/options": {},
  "POST /api/account/passkeys": {
    passkey: { ...PASSKEY, response: { clientDataJSON: "", attestationObject: "", transports: [] } },
    name: "",
  },
  "POST /api/account/passkeys/:passkey/name": { name: "Key" },
  "POST /api/account/passkeys/:passkey/remove": {},
  "POST /api/account/recovery": {},
  "POST /api/account/sessions/:session/end": {},
  "POST /api/account/sessions/end-others": {},
  "POST /api/confirm/options": {},
  "POST /api/confirm": { recovery: "no-such-code" },
  "PATCH /api/organisation": { name: "Youth centre" },
  "POST /api/organisation/invitations": { label: "Maja" },
  "POST /api/organisation/invitations/:invitation/revoke": {},
  "POST /api/organisation/members/:user/owner": { on: true },
  "POST /api/organisation/members/:user/remove": {},
  "POST /api/member/peek": { code: "no-such-code" },
  "POST /api/connection": {},
  "POST /api/member/claim": { code: "no-such-code", name: "Ana", lang: "en", asMe: true },
  "POST /api/spaces/:space/delete": {},
  "POST /api/spaces/:space/join": { protocol: 1, build: "dev", lang: "en" },
};

/** A fresh invite of the space: revoking it must hurt nobody else. */
async function anInvite(): Promise<string> {
  const made = await owner.call("POST /api/spaces/:space/invites", {
    params: { space },
    body: { role: "participant", days: null, uses: null },
  });
  return made.body.invite.id;
}

/** Somebody whose role may be changed without changing that of those who ask. */
let guests = 0;
async function aMember(): Promise<string> {
  return (await guestSession(server, owner, space, { code, name: `Guest ${++guests}` })).me.user;
}

/** Somebody who waits in the lobby. */
async function aWaiter(): Promise<string> {
  const user = await aMember();
  await server.kartu.ports.store.setWaiting(space, user, true);
  return user;
}

async function aReport(): Promise<string> {
  const id = randomUUID();
  const row = { id, space, at: 1, reporter: null, about: null, why: "other", text: "", context: [], closedAt: null } as const;
  await server.kartu.ports.store.addReport({ ...row, context: [] });
  return id;
}

async function ask(route: keyof Api, who: Who | Beside): Promise<string> {
  const [method = "GET", pattern = ""] = route.split(" ");
  const path = pattern
    .replace(":space", space)
    .replace(/:invite(?=\/)/, pattern.includes(":invite/") ? await anInvite() : "")
    .replace(":user", pattern.endsWith("/admit") ? await aWaiter() : pattern.includes(":user") ? await aMember() : "")
    .replace(":lang", "de")
    .replace(":passkey", "AAAA")
    .replace(":session", "none")
    .replace(":invitation", "none")
    .replace(":report", pattern.includes(":report") ? await aReport() : "");
  const body =
    route === "POST /api/invites/peek"
      ? { code }
      : route === "POST /api/invites/enter"
        ? { code, name: `Ana ${who}`, appearance: "", lang: "en", asMe: true }
        : route === "PATCH /api/me"
          ? { name: `Ana ${who}`, appearance: "000000000", lang: "sl" }
          : route === "POST /api/login/password"
            ? // Each a name of their own: who tries one again and again has to wait.
              { login: `nobody-${who}`, password: "a wrong one" }
            : BODIES[route];
  // The one before took the owner's password away.
  if (route === "POST /api/spaces/:space/delete") await madeSure(server.kartu.ports.store, ownerId);
  // Each call with the cookie as it was: nobody's answer changes the next one's question.
  const asking = visitor(server, people.get(who)?.cookie ?? "");
  const headers = {
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(who === "foreign" ? { origin: "https://evil.example" } : {}),
  };
  const response = await asking.fetch(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const answer = (await response.json()) as { code?: string };
  if (response.ok) return "ok";
  expect(answer, "a refusal is a code and no sentence").toEqual({
    code: expect.any(String),
    ...("params" in answer ? { params: expect.any(Object) } : {}),
  });
  return String(answer.code);
}

// Last of all what changes who they are: the stranger enters, everyone's session ends.
const LAST: (keyof Api)[] = [
  "POST /api/invites/enter",
  "POST /api/account/password/remove",
  "POST /api/spaces/:space/delete",
  "POST /api/forget",
];
const routes = (Object.keys(TABLE) as (keyof Api)[]).toSorted((a, b) => LAST.indexOf(a) - LAST.indexOf(b));
it.each(routes)("[AC1] %s", async (route) => {
  const answers: Record<string, string> = {};
  const beside = Object.fromEntries(BESIDE.map((who) => [who, besideOf(route, who)]));
  for (const who of [...BESIDE, ...WHO]) answers[who] = await ask(route, who);
  const cells = [...WHO, ...BESIDE].map((who) => (answers[who] === "ok" ? "yes" : (answers[who] ?? "")).slice(0, 11).padEnd(12));
  table.push(`${route.padEnd(48)}${cells.join("")}`);
  expect(answers).toEqual({ ...Object.fromEntries(WHO.map((who, i) => [who, TABLE[route][i]])), ...beside });
});
