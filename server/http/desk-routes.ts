/** The routes of the trainer's desk. Part of the one table in `routes.ts`. */
import { ok } from "../../shared/domain/result.ts";
import type { Api } from "../../shared/protocol/http.ts";
import { type DeskParts, readDesk, readSpaceDesk } from "../commands/desk.ts";
import type { Route } from "./route.ts";

type DeskKey = Extract<keyof Api, "GET /api/desk" | "GET /api/spaces/:space/desk">;

export const deskRoutes = (parts: DeskParts): { [K in DeskKey]: Route<K> } => ({
  "GET /api/desk": { access: "session", handle: async ({ who }) => ok({ spaces: await readDesk(parts, who.user) }) },
  "GET /api/spaces/:space/desk": { access: "session", handle: ({ who, param }) => readSpaceDesk(parts, who.user, param("space")) },
});
