/** The routes of coming in, beside join and lobby. Part of the one table in `routes.ts`. */
import { cleanParty, PARTY_MS } from "../../shared/domain/party.ts";
import { ok } from "../../shared/domain/result.ts";
import type { Api } from "../../shared/protocol/http.ts";
import { accessTo } from "../commands/access.ts";
import { acceptConduct, readConduct } from "../commands/conduct.ts";
import type { Ports } from "../commands/ports.ts";
import type { Features } from "./features.ts";
import type { Route } from "./route.ts";

type DoorKey = Extract<keyof Api, `${string}/conduct` | `${string}/party`>;

export const doorRoutes = ({ ports, features }: { ports: Ports; features: Features }): { [K in DoorKey]: Route<K> } => ({
  "GET /api/spaces/:space/conduct": {
    access: "session",
    handle: async ({ who, param }) => {
      const conduct = await readConduct(ports, who.user, param("space"));
      return conduct.ok ? ok({ conduct: conduct.value }) : conduct;
    },
  },
  "POST /api/spaces/:space/conduct": {
    access: "session",
    rate: "write",
    handle: async ({ who, param, body }) => {
      const accepted = await acceptConduct(ports, who.user, param("space"), body.version);
      return accepted.ok ? ok({ ok: true }) : accepted;
    },
  },
  "POST /api/spaces/:space/party": {
    access: "session",
    rate: "write",
    handle: async ({ who, param, body }) => {
      const { store, clock } = ports;
      const access = await accessTo(store, who.user, param("space"), "space.enter", clock.now());
      if (!access.ok) return access;
      const others = cleanParty(body.names);
      if (!others.ok) return others;
      const names = others.value;
      for (const name of names) {
        const borne = await features.checkName(name, { user: who.user.id, spaces: [{ id: param("space"), role: access.value.role }] });
        if (!borne.ok) return borne;
      }
      await store.setParty(param("space"), who.user.id, names.length === 0 ? null : { names, until: clock.now() + PARTY_MS });
      features.partyChanged(who, param("space"), names);
      return ok({ ok: true });
    },
  },
});
