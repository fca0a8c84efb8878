/** What the steps mean together. Pure: the sentences are in `words.ts`. */
import type { Outcome, Way } from "../../media/connection-test.ts";

export interface Tried {
  secure: boolean;
  socket: Outcome | null;
  /** Ways that are done, with what came of them. */
  ways: readonly { way: Way; outcome: Outcome }[];
  /** How sound travels here; null: not known (nobody could ask). */
  media: "mesh" | "livekit" | "livekit_down" | null;
}

export type Verdict = "insecure" | "no_socket" | "refused" | "good" | "detour" | "no_relay" | "blocked" | "unknown";

/** @param done of a test that has ended */
export function verdictOf({ secure, socket, ways, media }: Tried): Verdict {
  if (!secure) return "insecure";
  if (socket?.ok === false) return "no_socket";
  const relays = ways.filter(({ way }) => way !== "stun");
  if (media === null) return "unknown";
  if (relays.some(({ way, outcome }) => way === "udp" && outcome.ok)) return "good";
  if (relays.some(({ outcome }) => outcome.ok)) return "detour";
  if (relays.some(({ outcome }) => !outcome.ok && outcome.why === "refused")) return "refused";
  if (relays.length > 0) return "blocked";
  return ways.some(({ outcome }) => outcome.ok) ? "no_relay" : "blocked";
}
