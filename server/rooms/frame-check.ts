/**
 * A look at each frame before Colyseus decodes it. msgpack lets four bytes announce an array of 30 million, or nest a thousand deep, and the
 * decoder believes them; here lengths must fit into what came, and nothing is deeper than our deepest message.
 */
import { Protocol } from "@colyseus/core";

/** A signal within a message within an envelope is three deep. */
const DEPTH = 6;
/** Values in one message; the largest of ours has about ten. */
const VALUES = 64;

/** Type of the extension by which msgpackr defines a record. */
const RECORD = 0x72;

const ALLOWED: ReadonlySet<number> = new Set([
  Protocol.JOIN_ROOM,
  Protocol.LEAVE_ROOM,
  Protocol.ROOM_DATA,
  Protocol.ROOM_DATA_BYTES,
  Protocol.PING,
]);

/** Is it a frame that a page of ours could have sent, as far as its outside tells? */
export function frameAllowed(frame: Uint8Array): boolean {
  const code = frame[0];
  if (code === undefined || !ALLOWED.has(code)) return false;
  if (code === Protocol.ROOM_DATA_BYTES) return frame.length >= 2 && (frame[1] ?? 0xff) < 0x80;
  if (code !== Protocol.ROOM_DATA) return true;
  // Message types are short strings in Colyseus' own coding: a head 0xa0 to 0xbf with the length, or 0xd9 and a length.
  const head = frame[1] ?? 0;
  if ((head & 0xe0) !== 0xa0) return false;
  const body = 2 + (head & 0x1f);
  return body === frame.length || (body < frame.length && packed(frame, body));
}

/**
 * Exactly one msgpack value, of the kinds that JSON has, whose lengths fit. No recursion: a stack of what is still to come. A record that is
 * used a second time looks like a number here; the tokens stay the same, so nothing can hide behind it.
 */
function packed(bytes: Uint8Array, from: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const open: number[] = [1];
  let at = from;
  let values = 0;
  while (open.length > 0) {
    const left = open.pop() as number;
    if (left === 0) continue;
    open.push(left - 1);
    if (at >= bytes.length || ++values > VALUES) return false;
    const head = bytes[at++] as number;
    let skip = 0;
    let inside = 0;
    if (head <= 0x7f || head >= 0xe0) skip = 0;
    else if (head <= 0x8f) inside = 2 * (head & 0x0f);
    else if (head <= 0x9f) inside = head & 0x0f;
    else if (head <= 0xbf) skip = head & 0x1f;
    else if (head === 0xc0 || head === 0xc2 || head === 0xc3) skip = 0;
    else if (head === 0xca || head === 0xce || head === 0xd2) skip = 4;
    else if (head === 0xcb || head === 0xcf || head === 0xd3) skip = 8;
    else if (head === 0xcc || head === 0xd0) skip = 1;
    else if (head === 0xcd || head === 0xd1) skip = 2;
    else if (head === 0xd9 && at < bytes.length) skip = 1 + view.getUint8(at);
    else if (head === 0xda && at + 2 <= bytes.length) skip = 2 + view.getUint16(at);
    else if (head === 0xdc && at + 2 <= bytes.length) {
      inside = view.getUint16(at);
      skip = 2;
    } else if (head === 0xde && at + 2 <= bytes.length) {
      inside = 2 * view.getUint16(at);
      skip = 2;
    } else if (head === 0xd4 && bytes[at] === RECORD) {
      // msgpackr's records, as the SDK packs objects: an id, an array of keys, then as many values. Seen here as one list of twice the length.
      const keys = bytes[at + 2] ?? 0;
      if ((keys & 0xf0) !== 0x90) return false;
      inside = 2 * (keys & 0x0f);
      skip = 3;
    } else return false;
    at += skip;
    // Each value takes a byte at least.
    if (at > bytes.length || inside > bytes.length - at) return false;
    if (inside > 0) {
      open.push(inside);
      if (open.length > DEPTH) return false;
    }
  }
  return at === bytes.length;
}
