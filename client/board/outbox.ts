/**
 * Edits that the server has not yet confirmed, kept in this browser so that closing or reloading the page loses none. Nothing stays here
 * once it is saved: a shared computer keeps no drawing of anybody.
 */
import { isSharedDevice } from "../store/kept.ts";

const DATABASE = "kartu-boards";
const STORE = "unsaved";
/** Edits that nobody came back for go after this long, ms. */
const KEEP = 14 * 86_400_000;

interface Entry {
  /** Yjs update on top of what the server had. */
  update: Uint8Array;
  at: number;
}

export interface Outbox {
  /** "device": survives a reload; "page": the browser refuses storage, so this page alone keeps the edits. */
  readonly kept: "device" | "page";
  put(update: Uint8Array): Promise<void>;
  /** Forgets what this page has kept, and what it had found at its start. */
  clear(): Promise<void>;
  /** What earlier pages left behind for this board. */
  read(): Promise<Uint8Array[]>;
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });

async function openDatabase(): Promise<IDBDatabase | null> {
  // On a device that several use nothing of anybody stays.
  if (isSharedDevice()) return null;
  try {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    return await done(request);
  } catch {
    // Private windows of some browsers.
    return null;
  }
}

/** @param owner user and board: a computer's next person does not send what the last one drew; @param page distinguishes pages of one board */
export async function openOutbox(owner: string, page: number): Promise<Outbox> {
  const database = await openDatabase();
  const found = new Set<IDBValidKey>();
  const key = `${owner}:${page}`;
  const store = (mode: IDBTransactionMode): IDBObjectStore | null => database?.transaction(STORE, mode).objectStore(STORE) ?? null;
  return {
    kept: database === null ? "page" : "device",
    async put(update) {
      const entry: Entry = { update, at: Date.now() };
      const into = store("readwrite");
      if (into !== null) await done(into.put(entry, key));
    },
    async clear() {
      const from = store("readwrite");
      if (from === null) return;
      await Promise.all([key, ...found].map((k) => done(from.delete(k))));
      found.clear();
    },
    async read() {
      const from = store("readwrite");
      if (from === null) return [];
      const keys = await done(from.getAllKeys(IDBKeyRange.bound(`${owner}:`, `${owner}:\uffff`)));
      const updates: Uint8Array[] = [];
      for (const k of keys) {
        const entry = (await done(from.get(k))) as Entry;
        if (Date.now() - entry.at > KEEP) {
          from.delete(k);
          continue;
        }
        found.add(k);
        updates.push(entry.update);
      }
      return updates;
    },
  };
}

/** Forgets everything, for a person who signs out of this browser. */
export function forgetBoards(): void {
  try {
    indexedDB.deleteDatabase(DATABASE);
  } catch {
    // Nothing was kept where storage is refused.
  }
}
