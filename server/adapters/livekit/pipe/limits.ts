/** Bounds of what one page may put into its signalling. Measured needs are in docs/decisions/51. */

/** Session descriptions: twelve pictures make 83 KB. */
export const BIG_FRAME = 512 * 1024;
/** Everything else. */
export const SMALL_FRAME = 16 * 1024;
/** A join request, unpacked: client info, an offer, the state of a session. */
export const JOIN_BYTES = 256 * 1024;
/** A join request as it stands in the address. */
export const JOIN_CHARS = 48 * 1024;
/** Frames, and bytes, that a page may send: a second, and at once. */
export const FRAMES = { perSecond: 60, burst: 400 } as const;
export const BYTES = { perSecond: 64 * 1024, burst: 1024 * 1024 } as const;
/** More than this queued on either side, and the pipe is cut, bytes. */
export const UNSENT = 1024 * 1024;
/** Tracks that one connection may announce. */
export const TRACKS = 8;
/** Frames that no page of ours sends, before it is cut off. */
export const STRAY_FRAMES = 32;
