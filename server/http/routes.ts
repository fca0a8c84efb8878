/** What each route of `shared/protocol/http.ts` does. A route that is missing here is a type error. */
import { networkInterfaces } from "node:os";
import { can, type Action } from "../../shared/domain/permissions.ts";
import { fail, ok, type Result } from "../../shared/domain/result.ts";
import type { Api, Me, SpaceInfo } from "../../shared/protocol/http.ts";
import { type Access, accessTo } from "../commands/access.ts";
import { createInvite, enterByInvite, listInvites, peekInvite, revokeInvite } from "../commands/invites.ts";
import { describeMe, updateMe } from "../commands/me.ts";
import { claimOwner } from "../commands/owner.ts";
import type { Identity, Ports } from "../commands/ports.ts";
import { configureSpace, createSpace } from "../commands/spaces.ts";
import { connectionRoutes } from "./connection-routes.ts";
import { doorRoutes } from "./door-routes.ts";
import { deskRoutes } from "./desk-routes.ts";
import { makeAccounts } from "../commands/accounts/house.ts";
import { accountRoutes } from "./account-routes.ts";
import { addressReport, networkOrigins } from "./address.ts";
import { heldAnswer } from "../ops/held-answer.ts";
import type { Features } from "./features.ts";
import { organisationRoutes } from "./organisation-routes.ts";
import { peopleRoutes } from "./people-routes.ts";
import type { Route } from "./route.ts";

export interface RouteWorld {
  ports: Ports;
  features: Features;
  build: string;
  /** The port listened on. */
  port(): number;
  /** True when the server listens on every address of this host: others in the network can reach it. */
  everyAddress: boolean;
  /** This server speaks TLS itself. */
  tls: boolean;
  /** Called when someone became the owner by a link. */
  ownerClaimed?: (() => Promise<void>) | undefined;
}

/** How long it holds that the store answers, ms. */
const ALIVE_MS = 1_000;

type Routes = { [K in keyof Api]: Route<K> };

export function makeRoutes({ ports, features, build, port, everyAddress, tls, ownerClaimed }: RouteWorld): Routes {
  const { store, clock } = ports;
  const alive = heldAnswer(
    ALIVE_MS,
    () => clock.mono(),
    () => store.owners(),
  );
  const within = (who: Identity, space: string, action: Action): Promise<Result<Access>> =>
    accessTo(store, who.user, space, action, clock.now());
  /** As `within`, for what only those get who may come in just now. */
  const inside = async (who: Identity, space: string): Promise<Result<Access>> => {
    const access = await within(who, space, "space.enter");
    return access.ok ? features.throughDoor(who, access.value) : access;
  };
  const info = async ({ space, role }: Access): Promise<SpaceInfo> => ({
    id: space.id,
    name: space.name,
    role,
    settings: space.settings,
    present: features.present(space.id),
    contact: space.settings.contact === "" ? (await store.organisation()).contact : space.settings.contact,
  });
  const meOf = async (who: Identity): Promise<Me> => ({ ...(await describeMe(ports, who.user)), shared: who.shared ?? false });
  /** Those who hand out links: the owner, and trainers of any space that is open to them. */
  const invites = async (who: Identity, me: Me): Promise<boolean> => {
    if (me.owner) return true;
    for (const { id, role } of me.spaces) if (can(role, "invite.create") && (await within(who, id, "invite.create")).ok) return true;
    return false;
  };

  return {
    ...peopleRoutes({ ports, features, within }),
    ...doorRoutes({ ports, features }),
    ...connectionRoutes({ ports, features }),
    ...deskRoutes({ store, clock, info, inside: (space) => features.inside(space), now: (space) => features.spaceNow(space) }),
    ...accountRoutes(makeAccounts(ports), features),
    ...organisationRoutes({ ports, features, within }),

    "GET /healthz": {
      access: "nobody",
      handle: async () => {
        // Alive means that the store answers: without it nobody comes in and nothing is kept.
        await alive();
        return ok({ ok: true, build });
      },
    },

    "GET /api/me": { access: "session", handle: async ({ who }) => ok(await meOf(who)) },
    "PATCH /api/me": {
      access: "session",
      rate: "write",
      handle: async ({ who, body }) => {
        const me = await updateMe(ports, who.user, body, features.checkName);
        if (me.ok) features.profileChanged(who.user.id, me.value);
        return me;
      },
    },
    "POST /api/forget": {
      access: "session",
      handle: async ({ who, letGo }) => {
        await store.deleteSession(who.session);
        features.sessionEnded(who);
        letGo();
        return ok({ ok: true });
      },
    },

    "POST /api/owner/claim": {
      access: "anyone",
      byCode: true,
      handle: async ({ who, body, letIn, device }) => {
        const entered = await claimOwner(ports, body.code, "en", who, device);
        if (!entered.ok) return entered;
        if (who !== null) features.sessionEnded(who);
        await ownerClaimed?.();
        letIn(entered.value.token);
        return ok(await describeMe(ports, entered.value.user));
      },
    },

    "POST /api/spaces": {
      access: "session",
      rate: "write",
      handle: async ({ who, body }) => {
        const space = await createSpace(ports, who.user, body.name);
        return space.ok ? ok(await info({ space: space.value, role: "owner" })) : space;
      },
    },
    "GET /api/spaces/:space": {
      access: "session",
      handle: async ({ who, param }) => {
        const access = await within(who, param("space"), "space.enter");
        return access.ok ? ok(await info(access.value)) : access;
      },
    },
    "PATCH /api/spaces/:space": {
      access: "session",
      rate: "write",
      handle: async ({ who, param, body }) => {
        const space = await configureSpace(ports, who.user, param("space"), body);
        if (!space.ok) return space;
        features.spaceChanged(space.value);
        const access = await within(who, space.value.id, "space.enter");
        return access.ok ? ok(await info(access.value)) : access;
      },
    },
    "GET /api/spaces/:space/places": {
      access: "session",
      handle: async ({ who, param }) => {
        const access = await inside(who, param("space"));
        return access.ok ? ok(await features.places(access.value.space)) : access;
      },
    },
    "GET /api/spaces/:space/ice": {
      access: "session",
      handle: async ({ who, param, by }) => {
        const access = await inside(who, param("space"));
        return access.ok ? ok(await features.ice({ identity: who, space: access.value.space, by })) : access;
      },
    },
    "POST /api/spaces/:space/join": {
      access: "session",
      rate: "join",
      handle: async ({ who, param, body, by }) => {
        const access = await inside(who, param("space"));
        if (!access.ok) return access;
        const seat = await features.join({ identity: who, ...access.value, ...body, by });
        return seat.ok ? ok({ reservation: seat.value }) : seat;
      },
    },

    "GET /api/spaces/:space/invites": {
      access: "session",
      handle: async ({ who, param }) => {
        const invites = await listInvites(ports, who.user, param("space"));
        return invites.ok ? ok({ invites: invites.value }) : invites;
      },
    },
    "POST /api/spaces/:space/invites": {
      access: "session",
      rate: "write",
      handle: ({ who, param, body }) => createInvite(ports, who.user, param("space"), body),
    },
    "POST /api/invites/:invite/revoke": {
      access: "session",
      rate: "write",
      handle: async ({ who, param }) => {
        const revoked = await revokeInvite(ports, who.user, param("invite"));
        return revoked.ok ? ok({ ok: true }) : revoked;
      },
    },
    "POST /api/invites/peek": {
      access: "anyone",
      byCode: true,
      handle: async ({ who, body }) => {
        const peeked = await peekInvite(ports, body.code, who);
        return peeked.ok ? ok({ ...peeked.value, me: who === null ? null : await meOf(who) }) : peeked;
      },
    },
    "POST /api/invites/enter": {
      access: "anyone",
      byCode: true,
      rate: "enter",
      handle: async ({ who, body, letIn }) => {
        const { code, asMe, with: others, accepts, ...profile } = body;
        const entered = await enterByInvite(ports, { code, asMe, profile, with: others, accepts }, who, features.checkName);
        if (!entered.ok) return entered;
        const { user, space, token, shared, asks } = entered.value;
        if (asks !== null) features.asked(space, user, asks);
        if (token !== null) letIn(token, shared);
        return ok({ me: { ...(await describeMe(ports, user)), shared }, space });
      },
    },

    "GET /api/address": {
      access: "session",
      handle: async ({ who, origin }) => {
        if (!(await invites(who, await describeMe(ports, who.user)))) return fail("forbidden");
        const network = everyAddress ? networkOrigins(networkInterfaces(), tls ? "https" : "http", port()) : [];
        return ok(addressReport(origin, network, port()));
      },
    },
  };
}
