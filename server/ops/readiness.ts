/** Whether this process can take people in, asked by whoever sends them here. */
import { statfs } from "node:fs/promises";
import type { SpaceStore } from "../ports/space-store.ts";
import { heldAnswer } from "./held-answer.ts";

/** Below this the disk counts as nearly full, bytes. */
const LOW_BYTES = 200_000_000;
/** An answer holds so long, ms: asking is open to everyone, and costs a write to the disk. */
const HOLDS_MS = 1_000;
/** A row that opens nothing: no code has this hash. The daily sweep takes it away. */
const PROBE = "readyz";

export type MediaState = "direct" | "server" | "degraded";

export interface Readiness {
  ok: boolean;
  store: "writable" | "refuses";
  disk: "ok" | "low" | "unknown";
  /** `direct`: from page to page; `server`: by the media server; `degraded`: there should be one, and it does not answer. */
  media: MediaState;
}

export interface ReadinessParts {
  store: Pick<SpaceStore, "putOwnerCode">;
  /** Null: nothing is on disk. */
  dataFolder: string | null;
  media(): MediaState;
  /** ms, monotonic */
  mono(): number;
}

/** Bytes that this user may still write in the folder, or null where the system does not say. */
export async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

export function makeReadiness({ store, dataFolder, media, mono }: ReadinessParts): () => Promise<Readiness> {
  const ask = async (): Promise<Readiness> => {
    const free = dataFolder === null ? null : await freeBytes(dataFolder);
    const writable = await store.putOwnerCode(PROBE, 0).then(
      () => true,
      () => false,
    );
    return {
      ok: writable,
      store: writable ? "writable" : "refuses",
      disk: free === null ? "unknown" : free < LOW_BYTES ? "low" : "ok",
      media: media(),
    };
  };
  return heldAnswer(HOLDS_MS, mono, ask);
}
