/**
 * Whether an update keeps a board's shape, asked before it is applied. A Yjs update may carry anything: other root types, nested types, other
 * people's client ids, gaps that wait in memory for ever. A board takes entries of its two maps, tombstones and deletions of what exists.
 */
import * as Y from "yjs";
import { BOARD_SCHEMA, ELEMENTS, META, META_SCHEMA } from "../../../shared/board/board.ts";
import { type BoardElement, isBoardElement, MAX_VERSION_STEP } from "../../../shared/board/element.ts";

export type UpdateFault =
  /** No Yjs update. */
  | "garbage"
  /** Something else than an entry of `elements` or `meta`. */
  | "foreign"
  /** An entry that is no element. */
  | "element"
  /** It builds on what the server does not have. */
  | "gap"
  /** Edits under another person's client id. */
  | "forged";

export interface UpdateVerdict {
  fault: UpdateFault | null;
  /** Client ids of which the update holds something new. */
  writers: number[];
}

/** The structs of an update: those of one client are in the order of their clocks. */
interface Structs {
  count: number;
  byClient: Map<number, (Y.Item | Y.GC | Y.Skip)[]>;
}
type Key = { map: string; key: string } | "gone" | null;

/** @param mayWrite whether the sender may write under a client id */
export function checkUpdate(doc: Y.Doc, data: Uint8Array, mayWrite: (client: number) => boolean): UpdateVerdict {
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(data);
  } catch {
    return { fault: "garbage", writers: [] };
  }
  const writers = new Set<number>();
  const structs = byClient(decoded.structs);
  const fault = checkStructs(doc, structs, mayWrite, writers) ?? checkDeletes(doc, decoded.ds, structs);
  return { fault, writers: [...writers] };
}

function byClient(all: (Y.Item | Y.GC | Y.Skip)[]): Structs {
  const clients: Structs["byClient"] = new Map();
  for (const struct of all) {
    const list = clients.get(struct.id.client);
    if (list === undefined) clients.set(struct.id.client, [struct]);
    else list.push(struct);
  }
  return { count: all.length, byClient: clients };
}

function checkStructs(doc: Y.Doc, structs: Structs, mayWrite: (client: number) => boolean, writers: Set<number>): UpdateFault | null {
  const resolved = new Map<Y.Item, Key>();
  for (const [client, list] of structs.byClient) {
    const known = Y.getState(doc.store, client);
    let next = list[0] !== undefined && list[0].id.clock < known ? list[0].id.clock : known;
    for (const struct of list) {
      const end = struct.id.clock + struct.length;
      if (!(struct.length > 0) || !Number.isSafeInteger(end)) return "garbage";
      if (struct.id.clock !== next || struct instanceof Y.Skip) return "gap";
      next = end;
      if (end <= known) continue;
      if (!writers.has(client) && !mayWrite(client)) return "forged";
      writers.add(client);
      if (!(struct instanceof Y.Item)) continue;
      const key = keyOf(doc, struct, structs, resolved);
      if (key === null) return "foreign";
      const fault = key === "gone" ? null : checkEntry(doc, struct, key);
      if (fault !== null) return fault;
    }
  }
  return null;
}

/** The entry an item sets. A later value of a key names no parent, only the value before it: follow those. */
function keyOf(doc: Y.Doc, item: Y.Item, structs: Structs, resolved: Map<Y.Item, Key>): Key {
  const chain: Y.Item[] = [];
  let at: Y.AbstractStruct | null = item;
  let key: Key = null;
  while (at !== null) {
    if (at instanceof Y.GC) {
      key = "gone";
      break;
    }
    if (!(at instanceof Y.Item) || at.rightOrigin !== null || chain.length > structs.count) break;
    const known = resolved.get(at);
    if (known !== undefined) {
      key = known;
      break;
    }
    const parent: unknown = at.parent;
    if (parent instanceof Y.AbstractType) {
      key = stored(doc, at);
      break;
    }
    chain.push(at);
    if (typeof parent === "string") {
      key = at.parentSub !== null && (parent === ELEMENTS || parent === META) ? { map: parent, key: at.parentSub } : null;
      break;
    }
    at = parent === null && at.origin !== null ? find(doc, at.origin, structs) : null;
  }
  for (const link of chain) resolved.set(link, key);
  return key;
}

function stored(doc: Y.Doc, item: Y.Item): Key {
  if (item.parentSub === null) return null;
  if (item.parent === doc.share.get(ELEMENTS)) return { map: ELEMENTS, key: item.parentSub };
  return item.parent === doc.share.get(META) ? { map: META, key: item.parentSub } : null;
}

function find(doc: Y.Doc, id: Y.ID, structs: Structs): Y.AbstractStruct | null {
  if (id.clock < Y.getState(doc.store, id.client)) {
    const held = doc.store.clients.get(id.client) ?? [];
    return held[Y.findIndexSS(held, id.clock)] ?? null;
  }
  const fresh = structs.byClient.get(id.client) ?? [];
  let low = 0;
  let high = fresh.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = fresh[middle];
    if (at === undefined) return null;
    if (id.clock < at.id.clock) high = middle - 1;
    else if (id.clock >= at.id.clock + at.length) low = middle + 1;
    else return at;
  }
  return null;
}

function checkEntry(doc: Y.Doc, item: Y.Item, { map, key }: { map: string; key: string }): UpdateFault | null {
  if (item.content instanceof Y.ContentDeleted) return null;
  if (!(item.content instanceof Y.ContentAny) || item.content.arr.length !== 1) return "foreign";
  const value: unknown = item.content.arr[0];
  if (map === META) return key === META_SCHEMA && value === BOARD_SCHEMA ? null : "foreign";
  if (!isBoardElement(value, key)) return "element";
  const before = doc.getMap<BoardElement>(ELEMENTS).get(key);
  return value.version <= (before?.version ?? 0) + MAX_VERSION_STEP ? null : "element";
}

function checkDeletes(doc: Y.Doc, ds: ReturnType<typeof Y.decodeUpdate>["ds"], structs: Structs): UpdateFault | null {
  for (const [client, ranges] of ds.clients) {
    const last = structs.byClient.get(client)?.at(-1);
    const end = Math.max(last === undefined ? 0 : last.id.clock + last.length, Y.getState(doc.store, client));
    for (const { clock, len } of ranges) if (!(clock + len <= end)) return "gap";
  }
  return null;
}
