/** What is kept of how somebody comes in. Part of `SpaceStore`; the same promises. */
import type { Party } from "../../shared/domain/party.ts";

export interface DoorStore {
  /** Of a member; of nobody else. `hash`: of the text of the code of conduct. */
  acceptConduct(space: string, user: string, hash: string): Promise<void>;
  /** Who sits at a member's device beside them; null: nobody. */
  setParty(space: string, user: string, party: Party | null): Promise<void>;
}
