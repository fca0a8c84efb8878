/**
 * The shape of a board document. `elements`: Y.Map<element id, Excalidraw element as plain JSON>, drawn in the order of each element's `index`
 * (what may be in there: `element.ts`). `meta`: Y.Map with `schema` (number). Votes, private notes and timers never live here.
 */
export const BOARD_SCHEMA = 1;
export const ELEMENTS = "elements";
export const META = "meta";
export const META_SCHEMA = "schema";

/** Path of a board's socket: `/board/<space>/<board>`. y-websocket appends the room to the server URL, so the URL is `/board` and the room `<space>/<board>`. */
export const BOARD_SOCKET = "/board";
/** Query parameter and value by which a client asks for Kartu's own messages: `?v=1`. A stock client does not, and gets none. */
export const BOARD_WIRE_PARAM = "v";
export const BOARD_WIRE = "1";

/** First byte of Kartu's own message on the y-websocket connection: count (varuint) of this connection's updates that are durable. Sent only to clients that connect with `?v=1`. */
export const MESSAGE_DURABLE = 100;
/** First byte of an ephemeral message (strokes in progress, `stroke.ts`): relayed, never stored. */
export const MESSAGE_STROKE = 101;
/** First byte of a notice of the server about the board: one of NOTICES (varstring). */
export const MESSAGE_NOTICE = 102;

/**
 * - `not_saved`: the disk refuses; edits are held in memory and retried. `saved`: that is over.
 * - `full`: the document has reached MAX_DOCUMENT_BYTES and is read-only. `observer`: this person may only read.
 * - `frozen`: a trainer has frozen the room, and nothing is taken of this person. `free`: that is over; the server asks for what it did not take.
 */
export const NOTICES = ["not_saved", "saved", "full", "observer", "frozen", "free"] as const;
export type Notice = (typeof NOTICES)[number];

/** A frame of the board's socket, bytes. */
export const MAX_FRAME_BYTES = 1_000_000;
/** A board's document, bytes of its state as a Yjs update. */
export const MAX_DOCUMENT_BYTES = 10_000_000;
/** One element as JSON, characters: the client refuses a bigger one before it writes. */
export const MAX_ELEMENT_CHARS = 400_000;

/** What a client says of itself by awareness. The server writes `user.id` and `user.name`: nobody draws under another's name. */
export interface BoardPresence {
  user: { id: string; name: string; colour?: string };
  /** Scene coordinates, px of the drawing. */
  pointer?: { x: number; y: number; tool: "pointer" | "laser" } | undefined;
  button?: "up" | "down" | undefined;
  /** Ids of selected elements, at most MAX_SELECTED_SHOWN. */
  selected?: string[] | undefined;
}
export const MAX_SELECTED_SHOWN = 30;
