/** Names on the map: keys of Kartu's own maps in the person's language, or the words that somebody wrote instead. */
import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Area, Label, Place } from "../../../shared/domain/place.ts";

/** Every key that `server/maps` uses. A key that is not here is shown without its dots and dashes: readable, if not translated. */
export const LABELS: Record<string, MessageDescriptor> = {
  "map.welcome": msg({ id: "map.welcome", message: "Welcome" }),
  "map.house": msg({ id: "map.house", message: "House" }),
  "map.house.bay": msg({ id: "map.house.bay", message: "Arrival bay" }),
  "map.house.corner": msg({ id: "map.house.corner", message: "Meeting corner" }),
  "map.house.front-door": msg({ id: "map.house.front-door", message: "Front door, to the garden" }),
  "map.house.reading": msg({ id: "map.house.reading", message: "Reading corner" }),
  "map.house.workshop-board": msg({ id: "map.house.workshop-board", message: "Workshop board" }),
  "map.try-out": msg({ id: "map.try-out", message: "Try-out room" }),
  "map.try-out.board": msg({ id: "map.try-out.board", message: "Scratch board" }),
  "map.garden": msg({ id: "map.garden", message: "Garden" }),
  "map.garden.door": msg({ id: "map.garden.door", message: "Door to the house" }),
  "map.garden.fire": msg({ id: "map.garden.fire", message: "Campfire" }),
  "map.garden.ideas-board": msg({ id: "map.garden.ideas-board", message: "Ideas board" }),
  "map.garden.picnic": msg({ id: "map.garden.picnic", message: "Picnic blanket" }),
  "map.garden.stage": msg({ id: "map.garden.stage", message: "Garden stage" }),
  "map.garden.hall": msg({ id: "map.garden.hall", message: "Meadow in front of the stage" }),
  "map.garden.pond": msg({ id: "map.garden.pond", message: "Quiet place by the pond" }),
  "map.garden.porch": msg({ id: "map.garden.porch", message: "In front of the house" }),
};

export const keyText = (i18n: I18n, key: string): string => {
  const known = LABELS[key];
  if (known) return i18n._(known);
  const last = key.split(".").at(-1) ?? key;
  return last.charAt(0).toUpperCase() + last.slice(1).replaceAll(/[-_]/g, " ");
};

export const labelText = (i18n: I18n, label: Label): string => ("key" in label ? keyText(i18n, label.key) : label.text);

export const placeText = (i18n: I18n, place: Place | undefined): string => (place ? labelText(i18n, place.label) : "");

export const areaText = (i18n: I18n, area: Area): string => labelText(i18n, area.label);

/** The language of a label's words, where it is not the interface's own. */
export const labelLang = (label: Label): string | undefined => ("key" in label ? undefined : label.lang);
