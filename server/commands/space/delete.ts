/** A space goes with everything in it. It cannot be undone. */
import type { SpaceDeps } from "../../rooms/space-deps.ts";
import { record } from "../audit.ts";
import { newId } from "../secrets.ts";

/** Boards that are open: what of them is not on the disk yet must not come after the deletion. */
export interface OpenBoards {
  forget(space: string): Promise<void>;
}

/** @throws StorageError; then nothing was deleted */
export async function deleteSpace(
  deps: Pick<SpaceDeps, "store" | "live" | "lobbies" | "clock" | "random">,
  boards: OpenBoards,
  { space, by }: { space: string; by: string },
): Promise<void> {
  const { store, live, lobbies } = deps;
  await store.deleteSpace(space);
  live.get(space)?.dissolve();
  lobbies.dissolve(space);
  await boards.forget(space);
  // Once more: a stroke may have been on its way to the disk when the rows went.
  await store.deleteSpace(space);
  await record(deps, newId(deps.random), { space, actor: by, action: "delete" });
}
