/** Tries the ways from this page to Kartu and its sound, one by one, without a space and without a microphone. Nothing is sent to anybody. */
import type { ConnectionReport } from "../../shared/protocol/http.ts";

export type Way = "stun" | "udp" | "tcp" | "tls";
export type Outcome =
  | { ok: true; ms: number }
  /** refused: the relay answers and does not take what Kartu gave. busy: it lends no more just now. silent: nothing comes back. */
  | { ok: false; why: "refused" | "busy" | "silent" };

export interface Candidate {
  way: Way;
  /** Host and port, for those who open firewalls. */
  at: string;
  server: RTCIceServer;
}

/** Longer than a browser's own attempts (UDP is asked for 9.5 s), ms. */
const ICE_MS = 10_000;
const SOCKET_MS = 8_000;
const UNAUTHORIZED = [401, 403];
const QUOTA = 486;

const wayOf = (url: string): Way =>
  url.startsWith("stun") ? "stun" : url.startsWith("turns:") ? "tls" : /transport=tcp/.test(url) ? "tcp" : "udp";

const DEFAULT_PORT: Record<Way, string> = { stun: "3478", udp: "3478", tcp: "3478", tls: "5349" };

/** `host:port` of a STUN or TURN address. */
function placeOf(url: string, way: Way): string {
  const at = url.replace(/^\w+:/, "").replace(/\?.*$/, "");
  return /:\d+$/.test(at.replace(/\[[^\]]*\]/, "")) ? at : `${at}:${DEFAULT_PORT[way]}`;
}

/** Every way that the server names, each to be tried alone. */
export const candidatesOf = ({ iceServers }: ConnectionReport): Candidate[] =>
  iceServers.flatMap(({ urls, ...credentials }) =>
    urls.map((url) => ({ way: wayOf(url), at: placeOf(url, wayOf(url)), server: { urls: url, ...credentials } })),
  );

/** Asks one server for an address: the answer is a candidate. */
export function tryCandidate({ way, server }: Candidate): Promise<Outcome> {
  const from = performance.now();
  return new Promise((resolve) => {
    const pc = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: way === "stun" ? "all" : "relay" });
    let why: Exclude<Outcome, { ok: true }>["why"] = "silent";
    let errors = 0;
    const end = (ok: boolean): void => {
      clearTimeout(timer);
      pc.close();
      resolve(ok ? { ok, ms: Math.round(performance.now() - from) } : { ok, why });
    };
    const timer = setTimeout(end, ICE_MS, false);
    pc.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate?.type === (way === "stun" ? "srflx" : "relay")) return end(true);
      // A page whose address is the one it is seen from gets no second candidate for it; a server that was silent is an error.
      if (candidate === null || candidate.candidate === "") end(way === "stun" && errors === 0 && "onicecandidateerror" in pc);
    });
    pc.addEventListener("icecandidateerror", ({ errorCode }) => {
      errors += 1;
      if (UNAUTHORIZED.includes(errorCode)) why = "refused";
      else if (errorCode === QUOTA) why = "busy";
    });
    pc.createDataChannel("test");
    pc.setLocalDescription().catch(() => end(false));
  });
}

/** Whether a WebSocket gets through to Kartu: one that names no board is opened, and then closed with a code of ours. */
export function trySocket(): Promise<Outcome> {
  const from = performance.now();
  return new Promise((resolve) => {
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/board/connection/test`);
    const end = (ok: boolean): void => {
      clearTimeout(timer);
      socket.close();
      resolve(ok ? { ok, ms: Math.round(performance.now() - from) } : { ok, why: "silent" });
    };
    const timer = setTimeout(end, SOCKET_MS, false);
    socket.addEventListener("open", () => end(true));
    socket.addEventListener("error", () => end(false));
  });
}
