/**
 * The slow facts of a space, synchronised by Colyseus. No x, no y, and no area of a person: an area would tell who is in a locked room.
 */
import { schema, t } from "@colyseus/schema";

export const PersonState = schema(
  {
    name: t.string(),
    /** Wire form of `shared/domain/appearance`. */
    appearance: t.string(),
    role: t.string(),
    /** Language of their interface, BCP 47. */
    lang: t.string(),
    /** Id of the place they are in. */
    place: t.string(),
    /** False while their connection is being waited for. */
    connected: t.boolean(),
    /** "off": no microphone; "muted"; "on". */
    mic: t.string(),
  },
  "Person",
);
export type PersonState = InstanceType<typeof PersonState>;

export const SpaceState = schema(
  {
    name: t.string(),
    /** Key: PersonId in decimal. */
    people: t.map(PersonState),
    /** Who leads the session (`shared/domain/lead.ts`): PersonId, 0 = nobody who is here. */
    lead: t.uint16().default(0),
    /** Who also holds the lead because the link of `lead` is dead: PersonId, 0 = nobody. */
    standIn: t.uint16().default(0),
    /** Nobody but those who lead walks or writes. */
    frozen: t.boolean().default(false),
    /** Seconds between two lines of one who does not lead; 0 = off. */
    slow: t.uint16().default(0),
  },
  "Space",
);
export type SpaceState = InstanceType<typeof SpaceState>;
