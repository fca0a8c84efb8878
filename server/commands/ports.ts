import type { Clock, Random } from "../ports/clock.ts";
import type { SpaceStore, UserRow } from "../ports/space-store.ts";

/** What most commands stand on. */
export interface Ports {
  store: SpaceStore;
  clock: Clock;
  random: Random;
}

/** Who is asking: a person, and the session (its hash) they come with. */
export interface Identity {
  user: UserRow;
  session: string;
  /** The session is one of a shared device. */
  shared?: boolean;
}
