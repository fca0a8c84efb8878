/**
 * STUN messages (RFC 8489), as much as a binding responder needs. Pure: bytes in, bytes out.
 * Layout: type u16, length u16 of what follows the header, magic cookie u32, transaction id 96 bits, then attributes
 * (type u16, length u16, value padded to 4 bytes).
 */
import { crc32 } from "node:zlib";

const HEADER = 20;
const MAGIC = 0x2112a442;
const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const BINDING_ERROR = 0x0111;
const XOR_MAPPED_ADDRESS = 0x0020;
const ERROR_CODE = 0x0009;
const UNKNOWN_ATTRIBUTES = 0x000a;
const FINGERPRINT = 0x8028;
/** XORed into the CRC so that it differs from checksums of other protocols on the same port (section 14.7). */
const FINGERPRINT_XOR = 0x5354554e;
/** USERNAME, MESSAGE-INTEGRITY, REALM, NONCE, MESSAGE-INTEGRITY-SHA256, PASSWORD-ALGORITHM, USERHASH: known, and without meaning here. */
const UNDERSTOOD = new Set([0x0006, 0x0008, 0x0014, 0x0015, 0x001c, 0x001d, 0x001e]);
/** A request larger than this is none of a browser's: without an MTU it would not arrive whole anyway (section 6.1). */
const MAX_REQUEST = 548;
const MAX_ATTRIBUTES = 16;

export interface BindingRequest {
  /** 12 bytes, told back. */
  transaction: Uint8Array;
  /** Attributes that must be understood and are not: answered with 420. At most 4, so that the answer stays small. */
  unknown: number[];
}

/** @param crcOf the message up to, not including, the FINGERPRINT attribute, its header's length already counting it */
const fingerprintOf = (crcOf: Uint8Array): number => (crc32(crcOf) ^ FINGERPRINT_XOR) >>> 0;

/** The request in a datagram, or null for anything that is not a well-formed binding request. Never throws. */
export function parseBindingRequest(datagram: Uint8Array): BindingRequest | null {
  const size = datagram.byteLength;
  if (size < HEADER || size > MAX_REQUEST || size % 4 !== 0) return null;
  const view = new DataView(datagram.buffer, datagram.byteOffset, size);
  if (view.getUint16(0) !== BINDING_REQUEST || view.getUint16(2) !== size - HEADER || view.getUint32(4) !== MAGIC) return null;
  const unknown: number[] = [];
  let count = 0;
  for (let at = HEADER; at < size; ) {
    if (++count > MAX_ATTRIBUTES || at + 4 > size) return null;
    const type = view.getUint16(at);
    const length = view.getUint16(at + 2);
    const end = at + 4 + length;
    if (end > size) return null;
    if (type === FINGERPRINT) {
      // Always the last one; a wrong one means that this was never meant as STUN, or came damaged.
      if (length !== 4 || end !== size || view.getUint32(at + 4) !== fingerprintOf(datagram.subarray(0, at))) return null;
    } else if (type < 0x8000 && !UNDERSTOOD.has(type) && unknown.length < 4) {
      unknown.push(type);
    }
    at = end + ((4 - (length % 4)) % 4);
  }
  return { transaction: datagram.slice(8, HEADER), unknown };
}

/** Bytes of an IP address: 4 or 16. IPv4 in IPv6 (`::ffff:1.2.3.4`) comes out as 4. Null when it is no address. */
export function addressBytes(address: string): Uint8Array | null {
  const bare = address.replace(/%.*$/, "").replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
  if (/^\d+\.\d+\.\d+\.\d+$/.test(bare)) {
    const parts = bare.split(".").map(Number);
    return parts.every((part) => part <= 255) ? Uint8Array.from(parts) : null;
  }
  const halves = bare.split("::");
  if (halves.length > 2 || !bare.includes(":")) return null;
  const groups = halves.map((half) => (half === "" ? [] : half.split(":")));
  const [head = [], tail = []] = groups;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const all = [...head, ...Array<string>(halves.length === 2 ? missing : 0).fill("0"), ...tail];
  const out = new Uint8Array(16);
  for (const [i, group] of all.entries()) {
    if (!/^[0-9a-f]{1,4}$/i.test(group)) return null;
    const value = Number.parseInt(group, 16);
    out[2 * i] = value >> 8;
    out[2 * i + 1] = value & 255;
  }
  return out;
}

function message(type: number, transaction: Uint8Array, attribute: { type: number; value: Uint8Array }[]): Uint8Array {
  const padded = attribute.map(({ type: t, value }) => {
    const bytes = new Uint8Array(4 + Math.ceil(value.byteLength / 4) * 4);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, t);
    view.setUint16(2, value.byteLength);
    bytes.set(value, 4);
    return bytes;
  });
  const body = padded.reduce((sum, bytes) => sum + bytes.byteLength, 0);
  const out = new Uint8Array(HEADER + body + 8);
  const view = new DataView(out.buffer);
  view.setUint16(0, type);
  view.setUint16(2, body + 8);
  view.setUint32(4, MAGIC);
  out.set(transaction, 8);
  let at = HEADER;
  for (const bytes of padded) {
    out.set(bytes, at);
    at += bytes.byteLength;
  }
  view.setUint16(at, FINGERPRINT);
  view.setUint16(at + 2, 4);
  view.setUint32(at + 4, fingerprintOf(out.subarray(0, at)));
  return out;
}

/** XOR-MAPPED-ADDRESS (section 14.2): the port and address XORed with the cookie, and for IPv6 with the transaction id, so that no router rewrites them. */
function xorMapped(address: Uint8Array, port: number, transaction: Uint8Array): Uint8Array {
  const key = new Uint8Array(16);
  new DataView(key.buffer).setUint32(0, MAGIC);
  key.set(transaction, 4);
  const out = new Uint8Array(4 + address.byteLength);
  out[1] = address.byteLength === 4 ? 1 : 2;
  new DataView(out.buffer).setUint16(2, port ^ (MAGIC >>> 16));
  for (const [i, byte] of address.entries()) out[4 + i] = byte ^ (key[i] ?? 0);
  return out;
}

/** The answer to a binding request from `address`:`port`, or null when that is no IP address. At most 64 bytes. */
export function answerBinding(request: BindingRequest, address: string, port: number): Uint8Array | null {
  if (request.unknown.length > 0) {
    const types = new Uint8Array(2 * request.unknown.length);
    for (const [i, type] of request.unknown.entries()) new DataView(types.buffer).setUint16(2 * i, type);
    // Class 4, number 20; the phrase is optional reading and left out.
    const code = Uint8Array.of(0, 0, 4, 20);
    return message(BINDING_ERROR, request.transaction, [
      { type: ERROR_CODE, value: code },
      { type: UNKNOWN_ATTRIBUTES, value: types },
    ]);
  }
  const bytes = addressBytes(address);
  if (bytes === null) return null;
  return message(BINDING_SUCCESS, request.transaction, [{ type: XOR_MAPPED_ADDRESS, value: xorMapped(bytes, port, request.transaction) }]);
}
