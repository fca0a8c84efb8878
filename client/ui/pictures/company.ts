/** Whom one is with just now, as pictures, as sound and as words, each in a place that stays. */
import { computed } from "nanostores";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import { $hearsMe, $iHear } from "../../store/media.ts";
import { $mode, $pictures, type Picture } from "../../store/pictures.ts";
import { $distances, $people, $where, $you } from "../../store/space.ts";
import { $written } from "../../store/writing.ts";
import { arrange, steady } from "./order.ts";

export interface Company {
  pictures: Picture[];
  chips: PersonId[];
  /** Others' cameras that are on and not seen here. */
  unseen: PersonId[];
  screens: Picture[];
}

let order: PersonId[] = [];
let screens: PersonId[] = [];

const far = (person: PersonId): number => $distances.get().get(person) ?? Number.POSITIVE_INFINITY;

export const $company = computed(
  [$pictures, $iHear, $hearsMe, $written, $where, $people, $you, $mode],
  (shown, iHear, hearsMe, written, where, people, you): Company => {
    const all = Object.values(shown);
    const cams = new Map(all.filter(({ source }) => source === "cam").map((picture) => [picture.person, picture]));
    const films = new Map(all.filter(({ source }) => source === "screen").map((picture) => [picture.person, picture]));
    // From a stage one is heard by a hall: those are counted, not shown.
    const listeners = where.kind === "hall" ? [] : hearsMe;
    const now = new Set([...cams.keys(), ...iHear, ...listeners, ...Object.keys(written).map(Number)]);
    for (const person of now) if (people[person] === undefined || person === you) now.delete(person);
    order = steady(order, now, far);
    screens = steady(screens, new Set(films.keys()), far);
    const { pictures, chips, unseen } = arrange(order, new Set(cams.keys()), (person) => people[person]?.cam === "on");
    return {
      pictures: pictures.flatMap((person) => cams.get(person) ?? []),
      chips,
      unseen,
      screens: screens.flatMap((person) => films.get(person) ?? []),
    };
  },
);
