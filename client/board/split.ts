/** Cuts a Yjs update into several that fit into frames: what was drawn offline may be more than one frame takes. */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";

type Struct = Y.Item | Y.GC | Y.Skip;

/**
 * @param last client id whose edits go last: those of this page build on what an earlier page left behind, never the other way round
 * @returns updates of about `bytes` each (a single element may be larger), to be applied in this order; deletions come with the last
 */
export function splitUpdate(update: Uint8Array, bytes: number, last: number): Uint8Array[] {
  if (update.length <= bytes) return [update];
  const { structs, ds } = Y.decodeUpdate(update);
  const clients = new Map<number, Struct[]>();
  for (const struct of structs) {
    const list = clients.get(struct.id.client);
    if (list === undefined) clients.set(struct.id.client, [struct]);
    else list.push(struct);
  }
  const pieces: Uint8Array[] = [];
  for (const [client, list] of [...clients].sort(([a], [b]) => Number(a === last) - Number(b === last))) {
    let from = 0;
    while (from < list.length) {
      const body = new Y.UpdateEncoderV1();
      let to = from;
      for (; to < list.length && (to === from || encoding.length(body.restEncoder) < bytes / 2); to++) list[to]?.write(body, 0);
      const whole = encoding.createEncoder();
      encoding.writeVarUint(whole, 1);
      encoding.writeVarUint(whole, to - from);
      encoding.writeVarUint(whole, client);
      encoding.writeVarUint(whole, list[from]?.id.clock ?? 0);
      encoding.writeUint8Array(whole, body.toUint8Array());
      encoding.writeVarUint(whole, 0);
      pieces.push(encoding.toUint8Array(whole));
      from = to;
    }
  }
  const deletions = encoding.createEncoder();
  encoding.writeVarUint(deletions, 0);
  encoding.writeVarUint(deletions, ds.clients.size);
  for (const [client, ranges] of ds.clients) {
    encoding.writeVarUint(deletions, client);
    encoding.writeVarUint(deletions, ranges.length);
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(deletions, clock);
      encoding.writeVarUint(deletions, len);
    }
  }
  pieces.push(encoding.toUint8Array(deletions));
  return pieces;
}
