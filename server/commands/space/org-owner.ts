/** An owner of the organisation owns each of its spaces: who became one, or is one no more, has that role wherever they are just now. */
import type { SpaceDeps } from "../../rooms/space-deps.ts";

export async function orgOwnerChanged({ store, live, clock }: Pick<SpaceDeps, "store" | "live" | "clock">, user: string): Promise<void> {
  const person = await store.user(user);
  for (const running of live.all()) {
    if (running.personOf(user) === undefined) continue;
    const role = person?.owner === true ? "owner" : (await store.membership(running.id, user))?.role;
    // Nobody there without the organisation: their way ends here.
    if (role === undefined) running.eject(user, clock.now());
    else live.roleChanged(running.id, user, role, "");
  }
}
