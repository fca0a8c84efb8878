/** What was changed in the settings of a space and is not saved: kept in this tab, so that closing a dialog or a reload loses nothing. Pure but for the storage. */
import type { SpaceSettings } from "../../../shared/domain/space-settings.ts";
import { cleanSpaceName, cleanLine, codePoints } from "../../../shared/domain/names.ts";
import { CONDUCT_MAX, CONTACT_MAX, isCapacity, MAX_PEOPLE, WELCOME_MAX } from "../../../shared/domain/space-settings.ts";
import { cleanText } from "../../../shared/domain/text.ts";
import type { SpaceInfo } from "../../../shared/protocol/http.ts";
import type { Trouble } from "../text/ask.ts";

export type SpaceFields = SpaceSettings & { name: string };
export type Draft = Partial<SpaceFields>;

const key = (space: string): string => `kartu.space-draft.${space}`;

export function keptDraft(space: string): Draft {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key(space)) ?? "{}");
    return typeof kept === "object" && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

export function keepDraft(space: string, draft: Draft): void {
  try {
    if (Object.keys(draft).length === 0) sessionStorage.removeItem(key(space));
    else sessionStorage.setItem(key(space), JSON.stringify(draft));
  } catch {
    // Private mode: kept as long as the form is open.
  }
}

export const fieldsOf = (space: SpaceInfo): SpaceFields => ({ ...space.settings, name: space.name });

/** The draft with a field changed; what is as the server has it is no change. */
export function withField<K extends keyof SpaceFields>(draft: Draft, saved: SpaceFields, field: K, value: SpaceFields[K]): Draft {
  const next = { ...draft, [field]: value };
  if (value === saved[field]) delete next[field];
  return next;
}

/** What is wrong with which field, by the rules that the server applies. */
export function faults(draft: Draft): Partial<Record<keyof SpaceFields, Trouble>> {
  const found: Partial<Record<keyof SpaceFields, Trouble>> = {};
  if (draft.name !== undefined) {
    const name = cleanSpaceName(draft.name);
    if (!name.ok) found.name = name;
  }
  if (draft.welcome !== undefined && cleanText(draft.welcome, WELCOME_MAX) === null)
    found.welcome = { code: "text_too_long", params: { max: WELCOME_MAX } };
  if (draft.conduct !== undefined && cleanText(draft.conduct, CONDUCT_MAX) === null)
    found.conduct = { code: "text_too_long", params: { max: CONDUCT_MAX } };
  if (draft.contact !== undefined && codePoints(cleanLine(draft.contact)) > CONTACT_MAX)
    found.contact = { code: "text_too_long", params: { max: CONTACT_MAX } };
  if (draft.capacity !== undefined && !isCapacity(draft.capacity)) found.capacity = { code: "capacity_range", params: { max: MAX_PEOPLE } };
  return found;
}

/** What stands in the field of the places: nothing for as many as the host carries. More digits than any number of places has are left out. */
export const toCapacity = (text: string): number | null => {
  const digits = text.replace(/\D/g, "").slice(0, 6);
  return digits === "" ? null : Number(digits);
};

const two = (n: number): string => String(n).padStart(2, "0");

/** UTC ms as a `datetime-local` field writes it, in the zone of this device. */
export function toLocalField(at: number | null): string {
  if (at === null) return "";
  const date = new Date(at);
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The other way; null: nothing, or half a date. */
export function fromLocalField(text: string): number | null {
  const at = text === "" ? Number.NaN : new Date(text).getTime();
  return Number.isNaN(at) || at < 0 ? null : at;
}
