/**
 * The slow facts of a space, synchronised by Colyseus. No x, no y, and no area of a person: an area would tell who is in a locked room.
 */
import { schema, t } from "@colyseus/schema";

export const PersonState = schema(
  {
    /** With those who sit at the same device: "Nika + Žan". */
    name: t.string(),
    /** Without them. */
    own: t.string(),
    /** The same for the same person whenever they come to this space, and for nobody else: what others' devices remember of them goes by it. */
    mark: t.string().default(""),
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
    /** How many people they are. */
    heads: t.uint8().default(1),
    /** "I write today": they take part by typing. */
    writes: t.boolean().default(false),
    /** "off" or "on": what they show to those whom the server permits. */
    cam: t.string().default("off"),
    screen: t.string().default("off"),
    /** What of theirs those who lead hold off: bits of `FLOW`. */
    held: t.uint8().default(0),
    /** They whisper; with whom is told to nobody outside. */
    whispers: t.boolean().default(false),
  },
  "Person",
);
export type PersonState = InstanceType<typeof PersonState>;

export const SpaceState = schema(
  {
    name: t.string(),
    /** Key: PersonId in decimal. Each page reads those whom its view holds (`server/rooms/people-list.ts`). */
    people: t.map(PersonState).view(),
    /** Who leads the session (`shared/domain/lead.ts`): PersonId, 0 = nobody who is here. */
    lead: t.uint16().default(0),
    /** Who also holds the lead because the link of `lead` is dead: PersonId, 0 = nobody. */
    standIn: t.uint16().default(0),
    /** Nobody but those who lead walks or writes. */
    frozen: t.boolean().default(false),
    /** Seconds between two lines of one who does not lead; 0 = off. */
    slow: t.uint16().default(0),
    /** Raised hands in the order in which they were raised: PersonIds of those who are inside or waited for. */
    hands: t.array("uint16"),
    /** Whose turn on the stage it is: PersonId, 0 = nobody's. */
    stage: t.uint16().default(0),
    /** People may whisper here. */
    whisper: t.boolean().default(false),
    /** Who speaks to everyone by the megaphone just now: PersonId, 0 = nobody. */
    megaphone: t.uint16().default(0),
    /**
     * The one big timer: it ends at `timerEnds` (room time, ms; pages know the room's clock), or it stands still with `timerLeft` ms, or both are 0 and
     * there is none. `timerMs` is its whole length. Past its end it stays until it is stopped.
     */
    timerEnds: t.float64().default(0),
    timerLeft: t.float64().default(0),
    timerMs: t.float64().default(0),
    timerLabel: t.string().default(""),
  },
  "Space",
);
export type SpaceState = InstanceType<typeof SpaceState>;
