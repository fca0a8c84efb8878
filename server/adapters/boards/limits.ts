/** Bounds of the board server. Times in ms, sizes in bytes, rates per second. */

/** One tick for all boards: coalesce, commit, then relay and acknowledge. */
export const TICK = 25;
/** Cursors go out every so many ticks: clients send theirs every 50 ms. */
export const PRESENCE_TICKS = 2;
/** Words on boards are looked through every so many ticks: not at each letter. */
export const READ_TICKS = 80;

export const UPDATE_RATE = { perSecond: 60, burst: 300 };
export const PRESENCE_RATE = { perSecond: 60, burst: 120 };
export const STROKE_RATE = { perSecond: 40, burst: 80 };
/** Requests for the whole state: each may cost 10 MB. */
export const SYNC_RATE = { perSecond: 0.5, burst: 6 };
export const BYTE_RATE = { perSecond: 512 * 1024, burst: 12_000_000 };
/** Whoever has been throttled without a pause for so long is cut off. */
export const MAX_THROTTLED = 30_000;

export const MAX_PRESENCE_FRAME = 64 * 1024;
export const MAX_PRESENCE_STATE = 4 * 1024;
export const MAX_STROKE_FRAME = 2 * 1024;
/** Edits that arrive before the client has answered the first sync request. */
export const MAX_EARLY_BYTES = 2_000_000;
/** New client ids that one connection may bring into a document: a page has one, and what it kept from before. */
export const MAX_WRITER_IDS = 64;
export const MAX_CONNECTIONS_PER_USER = 12;

/** Unsent: cosmetic frames are dropped above the first, the connection is cut above the second (plus the state it asked for). */
export const SLOW_BYTES = 64 * 1024;
export const CUT_BYTES = 4_000_000;

/** A full document refuses nothing that was on its way when it became full. */
export const FULL_MARGIN = 1_000_000;
/**
 * When an open board is compacted: reading its rows back would cost more than its state is worth. A row is one author's part of a tick, so a
 * busy board makes 500 a second; 5,000 are read back in about 0.1 s. Whatever is left is compacted when the last person leaves.
 */
export const COMPACT_ROWS = 5_000;
export const COMPACT_BYTES = 2_000_000;
export const COMPACT_STATES = 4;
export const SAVE_RETRY = 1_000;
/** Unsaved edits of one board above which its sockets are no longer read. */
export const MAX_UNSAVED_BYTES = 4_000_000;
/** Whoever left the space is taken the edits from that were on their way. */
export const LAST_EDITS = 2_000;
export const HEARTBEAT = 20_000;
/** Authentication of an upgrade. */
export const UPGRADE_TIMEOUT = 5_000;
