/** TURN messages (RFC 8656), as much as asking a relay for an address needs. Pure: bytes in, bytes out. */
import { createHash, createHmac } from "node:crypto";

const HEADER = 20;
const MAGIC = 0x2112a442;
export const ALLOCATE = 0x0003;
export const REFRESH = 0x0004;
const SUCCESS = 0x0100;
const FAILURE = 0x0110;

const USERNAME = 0x0006;
const MESSAGE_INTEGRITY = 0x0008;
const ERROR_CODE = 0x0009;
const LIFETIME = 0x000d;
const REALM = 0x0014;
const NONCE = 0x0015;
const XOR_RELAYED_ADDRESS = 0x0016;
const REQUESTED_TRANSPORT = 0x0019;
const UDP = 17;
const INTEGRITY_BYTES = 24;

export interface Credentials {
  username: string;
  credential: string;
  realm: string;
  nonce: string;
}

export type TurnAnswer =
  /** `relayed`: "203.0.113.9:50001", or null where the answer names none (or an IPv6 address). */
  { ok: true; relayed: string | null } | { ok: false; code: number; realm: string; nonce: string };

function attribute(type: number, value: Uint8Array): Buffer {
  const whole = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  whole.writeUInt16BE(type, 0);
  whole.writeUInt16BE(value.length, 2);
  whole.set(value, 4);
  return whole;
}

const header = (method: number, length: number, transaction: Uint8Array): Buffer => {
  const head = Buffer.alloc(HEADER);
  head.writeUInt16BE(method, 0);
  head.writeUInt16BE(length, 2);
  head.writeUInt32BE(MAGIC, 4);
  head.set(transaction, 8);
  return head;
};

/** @param transaction 12 bytes. @param lifetime s; 0 gives the address back */
export function turnRequest(
  method: typeof ALLOCATE | typeof REFRESH,
  transaction: Uint8Array,
  credentials: Credentials | null,
  lifetime?: number,
): Buffer {
  const parts: Buffer[] = [];
  if (method === ALLOCATE) parts.push(attribute(REQUESTED_TRANSPORT, Buffer.from([UDP, 0, 0, 0])));
  if (lifetime !== undefined) {
    const seconds = Buffer.alloc(4);
    seconds.writeUInt32BE(lifetime);
    parts.push(attribute(LIFETIME, seconds));
  }
  if (credentials === null) {
    const body = Buffer.concat(parts);
    return Buffer.concat([header(method, body.length, transaction), body]);
  }
  const { username, credential, realm, nonce } = credentials;
  const text = (type: number, value: string): Buffer => attribute(type, Buffer.from(value));
  const body = Buffer.concat([...parts, text(USERNAME, username), text(REALM, realm), text(NONCE, nonce)]);
  // Signed with the length that the message has once the signature is in it (RFC 8489, 14.5; the key: 9.2.2).
  const message = Buffer.concat([header(method, body.length + INTEGRITY_BYTES, transaction), body]);
  const key = createHash("md5").update(`${username}:${realm}:${credential}`).digest();
  return Buffer.concat([message, attribute(MESSAGE_INTEGRITY, createHmac("sha1", key).update(message).digest())]);
}

const addressOf = (value: Buffer): string | null => {
  if (value.length !== 8 || value[1] !== 1) return null;
  const magic = Buffer.alloc(4);
  magic.writeUInt32BE(MAGIC);
  const bytes = [...value.subarray(4)].map((byte, i) => byte ^ (magic[i] ?? 0));
  return `${bytes.join(".")}:${value.readUInt16BE(2) ^ (MAGIC >>> 16)}`;
};

/** The answer to the request of this transaction, or null for anything else. Never throws. */
export function turnAnswer(message: Buffer, transaction: Uint8Array): TurnAnswer | null {
  if (message.length < HEADER || message.readUInt32BE(4) !== MAGIC || !message.subarray(8, HEADER).equals(transaction)) return null;
  const kind = message.readUInt16BE(0) & 0x0110;
  if (kind !== SUCCESS && kind !== FAILURE) return null;
  const found = new Map<number, Buffer>();
  for (let at = HEADER; at + 4 <= message.length; ) {
    const length = message.readUInt16BE(at + 2);
    found.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  if (kind === SUCCESS) {
    const relayed = found.get(XOR_RELAYED_ADDRESS);
    return { ok: true, relayed: relayed === undefined ? null : addressOf(relayed) };
  }
  const error = found.get(ERROR_CODE);
  const code = error !== undefined && error.length >= 4 ? (error[2] ?? 0) * 100 + (error[3] ?? 0) : 0;
  return { ok: false, code, realm: found.get(REALM)?.toString() ?? "", nonce: found.get(NONCE)?.toString() ?? "" };
}

/** Whole length of the message that begins here (over TCP several may), or null: more must come first. */
export const turnLength = (bytes: Buffer): number | null => (bytes.length < 4 ? null : HEADER + bytes.readUInt16BE(2));
