/** Who comes in to boards, by the store: the same session, access rule and origin as everywhere. */
import type { IncomingMessage } from "node:http";
import { accessTo } from "../../commands/access.ts";
import type { Ports } from "../../commands/ports.ts";
import type { Features } from "../../http/features.ts";
import { isOwnOrigin, type Reading } from "../../http/request.ts";
import type { Authenticate } from "../../http/session.ts";
import type { SpaceRow } from "../../ports/space-store.ts";
import type { BoardDoor } from "./attach.ts";

export interface DoorDeps {
  ports: Pick<Ports, "store" | "clock">;
  authenticate: Authenticate;
  reading: Reading;
  /** May they come in just now? */
  throughDoor: Features["throughDoor"];
  /** Ids of the boards that a space's places have. */
  boardsOf(space: SpaceRow): Promise<readonly string[]>;
}

export const storeDoor = ({ ports: { store, clock }, authenticate, reading, throughDoor, boardsOf }: DoorDeps): BoardDoor => ({
  originAllowed: (request: IncomingMessage) => isOwnOrigin(request, reading),
  identify: async (request) => {
    const identity = await authenticate(request);
    return identity === null ? null : { user: identity.user.id, name: identity.user.name, session: identity.session };
  },
  role: async (space, id) => {
    const user = await store.user(id);
    if (user === null) return null;
    const access = await accessTo(store, user, space, "board.read", clock.now());
    if (!access.ok) return null;
    const inside = await throughDoor({ user }, access.value);
    return inside.ok ? inside.value.role : null;
  },
  hasBoard: async (id, board) => {
    const space = await store.space(id);
    return space !== null && (await boardsOf(space)).includes(board);
  },
});
