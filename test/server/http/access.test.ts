/** Every route, asked by everyone: who may, who may not. The table is the whole of it; a route that is missing is a type error. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Api } from "../../../shared/protocol/http.ts";
import type { Role } from "../../../shared/domain/permissions.ts";
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
/** Expected answers in the order of WHO: "ok", or the code of the refusal. */
type Row = readonly string[];

const SESSION = ["no_session", "no_session", "no_session"];
const open: Row = Array<string>(10).fill("ok");
const signedIn: Row = [...SESSION, "ok", "ok", "ok", "ok", "ok", "ok", "ok"];
const members: Row = [...SESSION, "not_found", "ejected", "ok", "ok", "ok", "ok", "ok"];
const keepers: Row = [...SESSION, "not_found", "ejected", "forbidden", "forbidden", "forbidden", "ok", "ok"];

const leaders: Row = [...SESSION, "not_found", "ejected", "forbidden", "forbidden", "ok", "ok", "ok"];

const TABLE: Record<keyof Api, Row> = {
  "GET /healthz": open,
  "GET /api/me": signedIn,
  "PATCH /api/me": signedIn,
  "POST /api/forget": signedIn,
  "POST /api/owner/claim": Array<string>(10).fill("owner_link_unknown"),
  "POST /api/spaces": [...SESSION, "forbidden", "forbidden", "forbidden", "forbidden", "forbidden", "forbidden", "ok"],
  "GET /api/spaces/:space": members,
  "PATCH /api/spaces/:space": keepers,
  "GET /api/spaces/:space/places": members,
  "GET /api/spaces/:space/ice": members,
  "GET /api/spaces/:space/invites": keepers,
  "POST /api/spaces/:space/invites": keepers,
  "POST /api/spaces/:space/invites/batch": keepers,
  "POST /api/invites/:invite/revoke": keepers,
  "POST /api/invites/peek": open,
  "POST /api/invites/enter": [...Array<string>(4).fill("ok"), "ejected", "ok", "ok", "ok", "ok", "ok"],
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
  "GET /api/me/blocks": signedIn,
  "POST /api/me/unblock": signedIn,
  "GET /api/address": [...SESSION, "forbidden", "forbidden", "forbidden", "forbidden", "forbidden", "ok", "ok"],
  "POST /api/spaces/:space/join": members,
};

let server: InProcessServer;
let owner: Visitor;
let space = "";
let code = "";
const people = new Map<Who, Visitor>();

beforeAll(async () => {
  server = await startTestServer();
  const person = await ownerSession(server);
  owner = person;
  space = (await newSpace(owner)).id;
  code = await newInvite(owner, space);
  const elsewhere = (await newSpace(owner, "Other")).id;
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
});
afterAll(() => server.close());

const BODIES: { [K in keyof Api]?: unknown } = {
  "PATCH /api/me": { name: "Ana", appearance: "000000000", lang: "sl" },
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
  "POST /api/me/unblock": { user: "nobody" },
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
async function aMember(): Promise<string> {
  return (await guestSession(server, owner, space, { code })).me.user;
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

async function ask(route: keyof Api, who: Who): Promise<string> {
  const [method = "GET", pattern = ""] = route.split(" ");
  const path = pattern
    .replace(":space", space)
    .replace(":invite", pattern.includes(":invite") ? await anInvite() : "")
    .replace(":user", pattern.endsWith("/admit") ? await aWaiter() : pattern.includes(":user") ? await aMember() : "")
    .replace(":report", pattern.includes(":report") ? await aReport() : "");
  const body =
    route === "POST /api/invites/peek"
      ? { code }
      : route === "POST /api/invites/enter"
        ? { code, name: "Ana", appearance: "", lang: "en", asMe: true }
        : BODIES[route];
  // Each call with the cookie as it was: nobody's answer changes the next one's question.
  const asking = visitor(server, people.get(who)?.cookie ?? "");
  const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await asking.fetch(path, { method, ...init });
  const answer = (await response.json()) as { code?: string };
  if (response.ok) return "ok";
  expect(answer, "a refusal is a code and no sentence").toEqual({
    code: expect.any(String),
    ...("params" in answer ? { params: expect.any(Object) } : {}),
  });
  return String(answer.code);
}

// Last of all what changes who they are: the stranger enters, everyone's session ends.
const LAST: (keyof Api)[] = ["POST /api/invites/enter", "POST /api/forget"];
const routes = (Object.keys(TABLE) as (keyof Api)[]).toSorted((a, b) => LAST.indexOf(a) - LAST.indexOf(b));
it.each(routes)("[AC1] %s", async (route) => {
  const answers: Record<string, string> = {};
  for (const who of WHO) answers[who] = await ask(route, who);
  expect(answers).toEqual(Object.fromEntries(WHO.map((who, i) => [who, TABLE[route][i]])));
});
