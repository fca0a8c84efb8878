/** What was found out about this host. Gathered by `gather.ts`, judged by `judge.ts`. */
import type { Reach } from "../../../shared/domain/media/reach.ts";

export interface DataFacts {
  folder: string;
  /** Why it cannot be used, or null. */
  problem: string | null;
  /** Others of this host may read it. */
  readable: boolean;
  /** A Kartu runs on it. */
  held: boolean;
  database: { state: "none" | "good" } | { state: "bad"; why: string };
  /** UTC ms of the newest backup in its folder, or null. */
  backupAt: number | null;
  freeBytes: number | null;
}

export interface PublicFacts {
  origin: string;
  host: string;
  https: boolean;
  reach: Reach;
  /** Addresses the name leads to; [] = none. */
  leadsTo: string[];
  /** One of them is an address of this host. */
  own: boolean;
  /** Who answers there, asked from this host. */
  answers: { by: "kartu" } | { by: "other" | "nobody"; why: string };
}

export type CertificateFacts =
  | { problem: string }
  | { problem: null; from: number; until: number; names: boolean; fits: boolean; selfSigned: boolean };

/** A relay, asked for an address with credentials such as pages get. */
export interface TurnFacts {
  host: string;
  /** Why there is none by UDP and TCP, or null. */
  udp: string | null;
  tcp: string | null;
  /** It answers and refuses the credentials. */
  refused: boolean;
  /** The address that it lends, where it said one. */
  relayed: string | null;
  /** `turns:` addresses of KARTU_ICE_URLS. */
  tls: { url: string; problem: string | null }[];
}

export interface Facts {
  node: string;
  pageBuilt: boolean;
  data: DataFacts;
  port: { number: number; state: "free" | "kartu" | "other"; why: string };
  /** Only this host can connect to it. */
  loopbackOnly: boolean;
  /** Origins by which others in the network reach this host. */
  network: string[];
  publicAddress: PublicFacts | null;
  trustProxy: boolean;
  certificate: CertificateFacts | null;
  stun: { port: number; state: "off" | "answers" | "free" | "taken" };
  /** Somebody else's STUN and TURN addresses from KARTU_ICE_URLS. */
  iceUrls: number;
  turn: TurnFacts | null;
  /** `clockOffMs`: how far LiveKit's clock is ahead of this host's; null: it was not told. */
  livekit: { url: string; problem: string | null; clockOffMs: number | null } | null;
}
