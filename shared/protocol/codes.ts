/** Version of everything that crosses the wire. A join with another one is refused with `protocol_mismatch`. */
export const PROTOCOL = 1;

/** WebSocket close codes. 4000 to 4010 are Colyseus' own; 4100 up are of the space room; 4400 to 4499 of boards (y-websocket gives up on those). */
export const CLOSE = {
  /** Left on purpose. */
  LEFT: 4000,
  /** The server is going down and will be back: rejoin. */
  RESTART: 4001,
  /** Too many messages, or a frame that is none: leave at once, no grace time. */
  ABUSE: 4002,
  /** The same person opened the space elsewhere. */
  OPENED_ELSEWHERE: 4101,
  /** A trainer removed this person. */
  EJECTED: 4102,
  /** The session ended (forgotten, revoked). */
  SESSION_ENDED: 4103,
  /** The space was deleted. */
  SPACE_DELETED: 4104,
  BOARD_NO_SESSION: 4401,
  BOARD_FORBIDDEN: 4403,
  BOARD_UNKNOWN: 4404,
  BOARD_BAD_FRAME: 4400,
  BOARD_TOO_LARGE: 4413,
  BOARD_TOO_FAST: 4429,
  /** The document was rewritten (compaction with purge): throw the local copy away after keeping drafts, sync anew. */
  BOARD_NEW_EPOCH: 4409,
  /** The board cannot be read just now: above 4499, so the client tries again. */
  BOARD_TROUBLE: 4500,
  /** Boards are for those who are in their space: above 4499 too, since a page that comes back may be at the board before it has its seat. */
  BOARD_NOT_INSIDE: 4503,
  /** The signal pipe to the media server: no frame of its protocol, or one that no page sends. */
  MEDIA_BAD_FRAME: 4600,
  MEDIA_TOO_FAST: 4629,
} as const;
