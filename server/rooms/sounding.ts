/** A space's sound on the media server, tied to the people in it. Chosen when the space begins to run, and kept for as long as it does. */
import { MEDIA_SERVER, type Why } from "../../shared/domain/audience.ts";
import type { SpaceSettings } from "../../shared/domain/space-settings.ts";
import type { PersonId } from "../../shared/protocol/messages.ts";
import type { SoundHouse } from "../commands/media-house.ts";
import type { SpaceSound } from "../commands/media-seats.ts";
import { retell } from "./hearing.ts";
import type { Person } from "./person.ts";
import type { PlaceRun } from "./place-run.ts";
import type { SpaceDeps } from "./space-deps.ts";

interface Sounding {
  id: string;
  people: ReadonlyMap<PersonId, Person>;
  runs: ReadonlyMap<string, PlaceRun>;
  /** Judges anew who may hear anybody at all. */
  rebar(): void;
}

/** @returns null where sound goes from page to page: there is no media server, or it cannot be reached as the space begins */
export function openSound(space: Sounding, house: SoundHouse | null | undefined): SpaceSound | null {
  if (house?.up !== true) return null;
  const sound = house.open(space.id, {
    voice(id) {
      const person = space.people.get(id);
      if (person === undefined) return;
      // Another connection: what the page said was of the one before.
      person.silentAt = -1;
      retell(person, space.people);
    },
    seat: (id, seat) => space.people.get(id)?.link?.send("soundSeat", { seat }),
    health: () => space.rebar(),
  });
  for (const run of space.runs.values()) {
    run.carrying = MEDIA_SERVER;
    run.sound = sound;
  }
  return sound;
}

/** Why this person may not be connected to anybody, or null. */
export function barredFrom(space: { sound: SpaceSound | null; deps: SpaceDeps }, settings: SpaceSettings, person: Person): Why | null {
  if (space.sound === null) return space.deps.media(settings, person.by);
  return space.sound.up ? null : "media_down";
}
