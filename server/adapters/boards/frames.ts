/** Frames that the board server sends: y-websocket's own, and Kartu's for clients that asked for them. */
import * as encoding from "lib0/encoding";
import * as sync from "y-protocols/sync";
import type * as Y from "yjs";
import { MESSAGE_DURABLE, MESSAGE_NOTICE, MESSAGE_STROKE, type Notice } from "../../../shared/board/board.ts";

/** Message types of y-websocket. */
export const WIRE = { SYNC: 0, AWARENESS: 1, AUTH: 2, QUERY_AWARENESS: 3 } as const;
export const SYNC_STEP = { REQUEST: 0, ANSWER: 1, UPDATE: 2 } as const;

function frame(type: number, body: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  body(encoder);
  return encoding.toUint8Array(encoder);
}

export const syncRequest = (doc: Y.Doc): Uint8Array => frame(WIRE.SYNC, (e) => sync.writeSyncStep1(e, doc));
export const syncAnswer = (doc: Y.Doc, theirs: Uint8Array): Uint8Array => frame(WIRE.SYNC, (e) => sync.writeSyncStep2(e, doc, theirs));
export const update = (data: Uint8Array): Uint8Array => frame(WIRE.SYNC, (e) => sync.writeUpdate(e, data));
export const durable = (count: number): Uint8Array => frame(MESSAGE_DURABLE, (e) => encoding.writeVarUint(e, count));
export const notice = (code: Notice): Uint8Array => frame(MESSAGE_NOTICE, (e) => encoding.writeVarString(e, code));
export const strokes = (bodies: readonly Uint8Array[]): Uint8Array =>
  frame(MESSAGE_STROKE, (e) => {
    for (const body of bodies) encoding.writeUint8Array(e, body);
  });
export const presence = (states: readonly { client: number; clock: number; json: string }[]): Uint8Array =>
  frame(WIRE.AWARENESS, (e) => {
    const body = encoding.createEncoder();
    encoding.writeVarUint(body, states.length);
    for (const { client, clock, json } of states) {
      encoding.writeVarUint(body, client);
      encoding.writeVarUint(body, clock);
      encoding.writeVarString(body, json);
    }
    encoding.writeVarUint8Array(e, encoding.toUint8Array(body));
  });
