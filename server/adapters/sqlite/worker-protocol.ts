/** What the main thread and the database's worker say to each other. */
export interface WorkerOptions {
  file: string;
  /** File whose lock keeps a second Kartu out of the folder; null for tools that work beside a running one. */
  lockFile: string | null;
  maxPages?: number;
}

export type Up = { kind: "call"; id: number; group: string; op: string; args: unknown[] } | { kind: "close" };

export type Down =
  | { kind: "open" }
  | { kind: "refused"; reason: "held" | "newer" | "migration" | "unusable"; message: string; backup: string }
  | { kind: "done"; id: number; value: unknown }
  | { kind: "failed"; id: number; message: string }
  | { kind: "closed" };
