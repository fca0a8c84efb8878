/** The lobbies of this process by space, and what stands behind each door. One object, made by `features.ts`. */
import type { Clock, Random } from "../../ports/clock.ts";
import type { SpaceRow } from "../../ports/space-store.ts";
import type { LiveSpaces } from "../live-spaces.ts";
import { onDutyIn } from "../on-duty.ts";
import { placesIn } from "../party.ts";
import { type Behind, Lobby } from "./lobby.ts";

/** Bytes of a knock's name. */
const KNOCK_BYTES = 9;

export class LiveLobbies {
  readonly #lobbies = new Map<string, Lobby>();
  readonly #live: LiveSpaces;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(live: LiveSpaces, clock: Clock, random: Random) {
    this.#live = live;
    this.#clock = clock;
    this.#random = random;
  }

  of(space: string): Lobby {
    let lobby = this.#lobbies.get(space);
    if (lobby === undefined) {
      lobby = new Lobby(
        () => this.#behind(space),
        this.#clock,
        () => this.#random.token(KNOCK_BYTES),
      );
      this.#lobbies.set(space, lobby);
    }
    return lobby;
  }

  get(space: string): Lobby | undefined {
    return this.#lobbies.get(space);
  }

  #behind(id: string): Behind | null {
    const space = this.#live.get(id);
    if (space === undefined) return null;
    const duty = onDutyIn(space);
    return {
      places: placesIn(space),
      free: space.free,
      has: (user) => space.personOf(user) !== undefined,
      onDuty: duty.length,
      tell: (knocks) => {
        for (const person of duty) person.link?.send("knocks", { waiting: [...knocks] });
      },
    };
  }

  /** Those who wait read the new words and the new start; a rule is in force at once. */
  spaceChanged(row: SpaceRow): void {
    const lobby = this.#lobbies.get(row.id);
    if (lobby !== undefined) lobby.settings = row.settings;
  }

  /** The space was deleted: nobody waits for it any more. */
  dissolve(space: string): void {
    this.#lobbies.get(space)?.dissolve();
    this.#lobbies.delete(space);
  }

  sessionEnded(session: string): void {
    for (const lobby of this.#lobbies.values()) lobby.sessionEnded(session);
  }
}
