/** The routes about people: members and their roles. Part of the one table in `routes.ts`. */
import type { Action } from "../../shared/domain/permissions.ts";
import { ok, type Result } from "../../shared/domain/result.ts";
import type { Api } from "../../shared/protocol/http.ts";
import type { Access } from "../commands/access.ts";
import type { Identity, Ports } from "../commands/ports.ts";
import type { Features } from "./features.ts";
import type { Route } from "./route.ts";

export interface PeopleWorld {
  ports: Ports;
  features: Features;
  within(who: Identity, space: string, action: Action): Promise<Result<Access>>;
}

type PeopleKey = Extract<keyof Api, `${string}/members${string}`>;

export const peopleRoutes = ({ ports: { store }, features, within }: PeopleWorld): { [K in PeopleKey]: Route<K> } => ({
  "GET /api/spaces/:space/members": {
    access: "session",
    handle: async ({ who, param }) => {
      const access = await within(who, param("space"), "member.list");
      if (!access.ok) return access;
      const members = await store.members(access.value.space.id);
      return ok({ members: members.map(({ user, name, role, since, ejectedUntil }) => ({ user, name, role, since, ejectedUntil })) });
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
      const done = await features.handOver({ space: access.value.space.id, by: who.user.id, user: param("user") });
      return done.ok ? ok({ ok: true }) : done;
    },
  },
});
