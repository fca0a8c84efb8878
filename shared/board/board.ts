/**
 * The shape of a board document. `elements`: Y.Map<element id, Excalidraw element as plain JSON>, drawn in the order of each element's `index`.
 * `meta`: Y.Map with `schema` (number). Votes, private notes and timers never live here.
 */
export const BOARD_SCHEMA = 1;
export const ELEMENTS = "elements";
export const META = "meta";

/** Path of a board's socket: `/board/<space>/<board>`. y-websocket appends the room to the server URL, so the URL is `/board` and the room `<space>/<board>`. */
export const BOARD_SOCKET = "/board";
/** First byte of Kartu's own message on the y-websocket connection: count (varuint) of this connection's updates that are durable. Sent only to clients that connect with `?v=1`. */
export const MESSAGE_DURABLE = 100;
/** First byte of an ephemeral message (a stroke in progress): relayed as it is, never stored. */
export const MESSAGE_STROKE = 101;
