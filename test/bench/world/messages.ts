/** What the bench and its server process say to each other. */
export type Mode = "product" | "plain" | "bare";

export interface Setup {
  mode: Mode;
  people: number;
}

export interface Ready {
  kind: "ready";
  url: string;
  /** A cookie for each person; empty for modes without sessions. */
  cookies: string[];
  space: string;
}

/** CPU of the server process, all threads, and what its rooms counted. */
export interface Usage {
  kind: "usage";
  /** us of CPU time since the process began. */
  cpuUs: number;
  /** ms, monotonic. */
  at: number;
  counts: Record<string, number>;
  rssMb: number;
}

export type ToServer = { kind: "usage" } | { kind: "send"; frames: number; bytes: number; everyMs: number };
export type FromServer = Ready | Usage | { kind: "sent" };
