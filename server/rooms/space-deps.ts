/** What a running space needs of the house; `app.ts` gives it. */
import type { Why } from "../../shared/domain/audience.ts";
import type { Place } from "../../shared/domain/place.ts";
import type { SpaceSettings } from "../../shared/domain/space-settings.ts";
import type { CameBy } from "../commands/ice.ts";
import type { Identity } from "../commands/ports.ts";
import type { Clock, Random } from "../ports/clock.ts";
import type { SpaceStore } from "../ports/space-store.ts";
import type { Words } from "../commands/words.ts";
import type { SoundHouse } from "../commands/media-house.ts";
import type { LiveLobbies } from "./lobby/live-lobbies.ts";
import type { LiveSpaces } from "./live-spaces.ts";

/** May this person be connected to others by the mesh? Null = yes. The same rule that the page's ICE report tells (`mediaRule`). */
export type MediaPolicy = (settings: SpaceSettings, by: CameBy) => Why | null;

export interface SpaceLog {
  warn(facts: Record<string, unknown>, message: string): void;
  error(facts: Record<string, unknown>, message: string): void;
}

export interface SpaceDeps {
  store: SpaceStore;
  clock: Clock;
  random: Random;
  /** The places of a space; the first with an arrival area is where newcomers appear. At least one. */
  places(space: string): Promise<readonly Place[]>;
  media: MediaPolicy;
  /** The media server, or null: sound goes from page to page. */
  sound?: SoundHouse | null;
  /** Session and cookie of an upgrade; see server/http/session.ts. */
  authenticate(req: { headers: Headers }): Promise<Identity | null>;
  live: LiveSpaces;
  lobbies: LiveLobbies;
  /** Words that do not belong here. */
  words: Words;
  log: SpaceLog;
  /** Someone was put out of a space: whatever else they have open there (boards) ends too. */
  onEjected?(space: string, user: string): void;
  /** Someone may write on boards now, or may no more: what they have open there begins anew. */
  onRightsChanged?(space: string, user: string): void;
  /** People in one space at most, whatever is set for it. */
  maxPeople: number;
}
