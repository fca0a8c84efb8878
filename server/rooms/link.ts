/** One connection of one person, as the running space sees it: what may be said down it, and how it ends. */
import { getMessageBytes, Protocol } from "@colyseus/core";
import type { StateView } from "@colyseus/schema";
import type { DownMessages } from "../../shared/protocol/messages.ts";

export interface Link {
  /** False until the page has acknowledged the room: nothing but state may be sent before. */
  readonly ready: boolean;
  /** @param afterPatch not before the room's state as it is now */
  send<K extends keyof DownMessages>(type: K, message: DownMessages[K], afterPatch?: boolean): void;
  /** Whom it reads of the people in the room's state. */
  reads(view: StateView): void;
  /** A frame made by `frameOf` or `messageOf`; the same buffer may go to many, so nobody writes to it any more. */
  frame(frame: Buffer): void;
  /** Bytes that are queued and not yet taken by the network. */
  unsent(): number;
  /** How long nothing has come from the other side, not even the answer to a ping, ms; 0: no longer than is usual. */
  silent(): number;
  /** Ends it for good, at once: nothing more is read. */
  close(code: number): void;
  /** Cuts it without a word, as a lost network would: they may come back. */
  drop(): void;
}

/** Above this much unsent, frames of motion are left out and a snapshot follows, bytes. */
export const SLOW_BYTES = 64 * 1024;
/** Below this a link that was slow has caught up, bytes. */
export const CAUGHT_UP_BYTES = 16 * 1024;
/** Above this the connection is cut, bytes. */
export const CUT_BYTES = 4 * 1024 * 1024;

/**
 * A page is asked for a sign of life this often, ms (its browser answers, also for a page that is hidden and throttled); after so many in a row without an
 * answer the link is given up, 8 to 9 s after the last one: a thin line that stalls for less keeps it.
 */
export const LINK_PING_MS = 1_000;
export const LINK_PINGS = 8;

const prefixes = new Map<number, Buffer>();

/** Colyseus' head of a binary message, made once a type. */
export function prefixOf(type: number): Buffer {
  let prefix = prefixes.get(type);
  if (prefix === undefined) {
    prefix = getMessageBytes.raw(Protocol.ROOM_DATA_BYTES, type, undefined, new Uint8Array(0));
    prefixes.set(type, prefix);
  }
  return prefix;
}

/** A binary message with its head. */
export const frameOf = (type: number, body: Uint8Array): Buffer => Buffer.concat([prefixOf(type), body]);

/** A message of words as bytes, encoded once for everyone who gets it. */
export const messageOf = <K extends keyof DownMessages>(type: K, message: DownMessages[K]): Buffer =>
  getMessageBytes.raw(Protocol.ROOM_DATA, type, message);
