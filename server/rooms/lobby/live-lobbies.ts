/** The lobbies of this process by space, and what stands behind each door. One object, made by `features.ts`. */
import { can } from "../../../shared/domain/permissions.ts";
import type { Clock, Random } from "../../ports/clock.ts";
import type { LiveSpaces } from "../live-spaces.ts";
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
        () => this.#clock.now(),
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
    const duty = [...space.people.values()].filter(({ role, link }) => link !== null && can(role, "lobby.decide"));
    return {
      free: space.free,
      has: (user) => space.personOf(user) !== undefined,
      onDuty: duty.length,
      tell: (knocks) => {
        for (const person of duty) person.link?.send("knocks", { waiting: [...knocks] });
      },
    };
  }

  sessionEnded(session: string): void {
    for (const lobby of this.#lobbies.values()) lobby.sessionEnded(session);
  }
}
