/** The connection test's one question. Part of the one table in `routes.ts`. */
import { createHash } from "node:crypto";
import { fail, ok } from "../../shared/domain/result.ts";
import type { Api } from "../../shared/protocol/http.ts";
import { peekInvite } from "../commands/invites.ts";
import type { Ports } from "../commands/ports.ts";
import type { Features } from "./features.ts";
import type { Route } from "./route.ts";

type ConnectionKey = Extract<keyof Api, `${string}/connection`>;

/** Those without a session share what the relay lends one person, by the address they come from; it is not to be read in the relay's log. */
const nameOf = (address: string): string => createHash("sha256").update(`connection ${address}`).digest("base64url").slice(0, 12);

export const connectionRoutes = ({ ports, features }: { ports: Ports; features: Features }): { [K in ConnectionKey]: Route<K> } => ({
  "POST /api/connection": {
    access: "anyone",
    byCode: true,
    rate: "write",
    handle: async ({ who, body, by, rateKey }) => {
      if (who === null && body.code === undefined) return fail("no_session");
      if (who === null && body.code !== undefined) {
        const invite = await peekInvite(ports, body.code, null);
        if (!invite.ok) return invite;
      }
      return ok(features.connection({ id: who?.user.id ?? nameOf(rateKey), by }));
    },
  },
});
