/** Accounts for tests. */
import type { SpaceStore } from "../../server/ports/space-store.ts";

/** As if they had a password and had shown in each of their sessions, just now, that it is them. */
export async function madeSure(store: SpaceStore, user: string): Promise<void> {
  await store.putLogin({ user, name: null, password: "of a test" });
  for (const { hash } of await store.sessions(user)) await store.confirmSession(hash, Date.now(), "");
}
