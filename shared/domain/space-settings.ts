/** What owners and trainers set for a space. Pure; the store keeps what `changedSettings` gives. */
import { fail, ok, type Result } from "./result.ts";
import { cleanLine, codePoints } from "./names.ts";
import { cleanText } from "./text.ts";

export interface SpaceSettings {
  /** Default true; forces relay-only media on any public address. SAFETY.md. */
  admitsMinors: boolean;
  /** The owner has read that those who talk see each other's internet address, and accepts it. */
  acceptsVisibleAddresses: boolean;
  /** Words of the trainer for those who wait in the lobby or come early; "" for none. */
  welcome: string;
  /** When the next session begins, UTC ms; null: whenever somebody comes. */
  startsAt: number | null;
  /** The code of conduct that everyone accepts before they come in; "" for none. Who accepted another text is asked again. */
  conduct: string;
  /** Whom one turns to when nobody is on duty (a name, a number, an address); shown to everyone in the space. "" for none. */
  contact: string;
  /** Who waits in the lobby: each is asked for, or all come in by themselves while somebody who may let them in is inside. */
  lobbyRule: "ask" | "while_led";
  /** People in the open may close their conversation to others. Never where minors come: it falls when `admitsMinors` is set. */
  whisper: boolean;
  /** So many people at once, those at one device each counted; whoever comes then waits in the queue, but not who leads. Null: as many as the host carries. */
  capacity: number | null;
}

/** How a space begins: minors are welcome, so nobody's address is shown to others. What older spaces do not say is as it is here. */
export const FIRST_SETTINGS: SpaceSettings = {
  admitsMinors: true,
  acceptsVisibleAddresses: false,
  welcome: "",
  startsAt: null,
  conduct: "",
  contact: "",
  lobbyRule: "ask",
  whisper: false,
  capacity: null,
};

/** Longest texts, code points. */
export const WELCOME_MAX = 500;
export const CONDUCT_MAX = 2_000;
export const CONTACT_MAX = 200;
/** People in one space at most: as many as one core carries; half of it at 1,000 (docs/decisions/15). */
export const MAX_PEOPLE = 2_000;

export type SettingsChange = { [K in keyof SpaceSettings]?: SpaceSettings[K] | undefined };

/** The settings after a change, their texts clean. Errors: `text_too_long` {max}, `capacity_range` {max}. */
export function changedSettings(before: SpaceSettings, change: SettingsChange): Result<SpaceSettings, "text_too_long" | "capacity_range"> {
  const next: SpaceSettings = { ...before };
  for (const [key, value] of Object.entries(change)) if (value !== undefined) Object.assign(next, { [key]: value });
  const welcome = cleanText(next.welcome, WELCOME_MAX);
  if (welcome === null) return fail("text_too_long", { max: WELCOME_MAX });
  const conduct = cleanText(next.conduct, CONDUCT_MAX);
  if (conduct === null) return fail("text_too_long", { max: CONDUCT_MAX });
  const contact = cleanLine(next.contact);
  if (codePoints(contact) > CONTACT_MAX) return fail("text_too_long", { max: CONTACT_MAX });
  if (!isCapacity(next.capacity)) return fail("capacity_range", { max: MAX_PEOPLE });
  return ok({ ...next, welcome, conduct, contact, whisper: mayWhisper(next) });
}

export const isCapacity = (capacity: number | null): boolean => capacity === null || (capacity >= 1 && capacity <= MAX_PEOPLE);

export const mayWhisper = ({ whisper, admitsMinors }: Pick<SpaceSettings, "whisper" | "admitsMinors">): boolean => whisper && !admitsMinors;
