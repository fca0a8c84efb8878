/** The routes about people: members and their roles. Part of the one table in `routes.ts`. */
import type { Action } from "../../shared/domain/permissions.ts";
import { toCsv } from "../../shared/domain/csv.ts";
import { ok, type Result } from "../../shared/domain/result.ts";
import type { Api } from "../../shared/protocol/http.ts";
import type { Access } from "../commands/access.ts";
import { confirmed } from "../commands/accounts/sure.ts";
import { readAudit } from "../commands/audit.ts";
import { closeReport, readReports } from "../commands/reports.ts";
import { inviteEach } from "../commands/invite-batch.ts";
import type { Identity, Ports } from "../commands/ports.ts";
import { changeWordList, readWordLists } from "../commands/words.ts";
import type { Features } from "./features.ts";
import type { Route } from "./route.ts";

export interface PeopleWorld {
  ports: Ports;
  features: Features;
  within(who: Identity, space: string, action: Action): Promise<Result<Access>>;
}

type PeopleKey =
  | Extract<keyof Api, `${string}/:space/members${string}` | `${string}/reports${string}` | `${string}/audit`>
  | "POST /api/spaces/:space/lobby"
  | "POST /api/spaces/:space/invites/batch"
  | "GET /api/me/blocks"
  | "POST /api/me/unblock"
  | "GET /api/words"
  | "POST /api/words/:lang";

export const peopleRoutes = ({ ports, features, within }: PeopleWorld): { [K in PeopleKey]: Route<K> } => {
  const { store, clock } = ports;
  return {
    "GET /api/spaces/:space/members": {
      access: "session",
      handle: async ({ who, param }) => {
        const access = await within(who, param("space"), "member.list");
        if (!access.ok) return access;
        const members = await store.members(access.value.space.id);
        return ok({ members: members.map(({ space, ...member }) => ({ ...member, person: features.personOf(space, member.user) })) });
      },
    },
    "POST /api/spaces/:space/members/:user/role": {
      access: "session",
      rate: "write",
      handle: async ({ who, param, body }) => {
        // Stepping down is everybody's; what else may be changed the store judges, by the roles of that moment.
        const access = await within(who, param("space"), "space.enter");
        if (!access.ok) return access;
        const done = await features.changeRole({ space: access.value.space.id, by: who.user.id, user: param("user"), role: body.role });
        return done.ok ? ok({ ok: true }) : done;
      },
    },
    "POST /api/spaces/:space/members/:user/hand-over": {
      access: "session",
      rate: "write",
      handle: async ({ who, param }) => {
        const access = await within(who, param("space"), "space.handOver");
        if (!access.ok) return access;
        const sure = await confirmed(ports, who);
        if (!sure.ok) return sure;
        const done = await features.handOver({ space: access.value.space.id, by: who.user.id, user: param("user") });
        return done.ok ? ok({ ok: true }) : done;
      },
    },
    "POST /api/spaces/:space/members/:user/ban": {
      access: "session",
      rate: "write",
      handle: async ({ who, param, body }) => {
        const access = await within(who, param("space"), "person.ban");
        if (!access.ok) return access;
        const done = await features.ban({
          space: access.value.space.id,
          by: who.user.id,
          role: access.value.role,
          user: param("user"),
          on: body.on,
        });
        return done.ok ? ok({ ok: true }) : done;
      },
    },
    "POST /api/spaces/:space/members/:user/admit": {
      access: "session",
      rate: "write",
      handle: async ({ who, param, body }) => {
        const access = await within(who, param("space"), "lobby.decide");
        if (!access.ok) return access;
        const wish = { space: access.value.space.id, by: who.user.id, user: param("user") };
        const done = body.on === false ? await features.keepRole(wish) : await features.admit(wish);
        return done.ok ? ok({ ok: true }) : done;
      },
    },
    "POST /api/spaces/:space/invites/batch": {
      access: "session",
      rate: "write",
      handle: async ({ who, param, body, origin }) => {
        const made = await inviteEach(ports, who.user, param("space"), body);
        if (!made.ok) return made;
        const rows = made.value.map(({ name, code }) => [name, `${origin}/join#${code}`]);
        return ok({ invites: made.value, csv: toCsv([["name", "link"], ...rows]) });
      },
    },
    "POST /api/spaces/:space/lobby": {
      access: "session",
      rate: "join",
      handle: async ({ who, param }) => {
        const seat = await features.waitInLobby(who, param("space"));
        return seat.ok ? ok({ reservation: seat.value }) : seat;
      },
    },

    "GET /api/spaces/:space/reports": {
      access: "session",
      handle: async ({ who, param }) => {
        const access = await within(who, param("space"), "report.read");
        return access.ok ? ok(await readReports(store, access.value.space.id, who.user.id, features.personOf)) : access;
      },
    },
    "POST /api/spaces/:space/reports/:report/close": {
      access: "session",
      rate: "write",
      handle: async ({ who, param }) => {
        const access = await within(who, param("space"), "report.read");
        if (!access.ok) return access;
        const done = await closeReport(ports, { space: access.value.space.id, by: who.user.id, report: param("report") });
        return done.ok ? ok({ ok: true }) : done;
      },
    },
    "GET /api/spaces/:space/audit": {
      access: "session",
      handle: async ({ who, param }) => {
        const read = await readAudit(ports, who.user, param("space"));
        if (!read.ok) return read;
        const rows = read.value.map(({ id, at, actor, action, target, facts }) => [
          id,
          new Date(at).toISOString(),
          actor,
          action,
          target,
          Object.keys(facts).length === 0 ? "" : JSON.stringify(facts),
        ]);
        return ok({ entries: read.value, csv: toCsv([["id", "at", "actor", "action", "target", "facts"], ...rows]) });
      },
    },
    "GET /api/words": {
      access: "session",
      handle: async ({ who }) => {
        const lists = await readWordLists(ports, who.user);
        return lists.ok ? ok({ lists: lists.value }) : lists;
      },
    },
    "POST /api/words/:lang": {
      access: "session",
      rate: "write",
      handle: async ({ who, param, body }) => {
        const lists = await changeWordList(ports, features.words, who.user, { lang: param("lang"), lines: body.words });
        return lists.ok ? ok({ lists: lists.value }) : lists;
      },
    },
    "GET /api/me/blocks": {
      access: "session",
      handle: async ({ who }) => {
        const { mine } = await store.blocks(who.user.id);
        const people = await Promise.all(mine.map((user) => store.user(user)));
        return ok({ blocked: people.flatMap((person) => (person === null ? [] : [{ user: person.id, name: person.name }])) });
      },
    },
    "POST /api/me/unblock": {
      access: "session",
      rate: "write",
      handle: async ({ who, body }) => {
        await store.setBlock(who.user.id, body.user, false, clock.now());
        features.blockChanged(who.user.id, body.user, false);
        return ok({ ok: true });
      },
    },
  };
};
