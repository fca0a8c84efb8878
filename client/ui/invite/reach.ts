/** What an invite's address is good for, in steps. Pure: the server's report in, what to show out. */
import type { AddressReport } from "../../../shared/protocol/http.ts";

export type Advice =
  /** Only this computer can open it: no QR. `network`: origins by which others nearby could come. */
  | { kind: "this-device"; network: readonly string[] }
  /** Others in the same network can come, without a microphone. */
  | { kind: "network-http" }
  /** Everybody can come, without a microphone. */
  | { kind: "internet-http" }
  | { kind: "fine"; everywhere: boolean };

/** Is this origin one that no other device can open? */
const LOCAL = /^https?:\/\/(localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0)(?::|$)/;

/** @param origin the one that the link carries: the report's, or one of its `network` that was chosen instead */
export function adviceFor(report: AddressReport, origin: string): Advice {
  const chosen = origin !== report.origin;
  const reach = chosen ? (LOCAL.test(origin) ? "this-device" : "this-network") : report.reach;
  const secure = chosen ? origin.startsWith("https:") : report.secure;
  if (reach === "this-device") return { kind: "this-device", network: report.network.filter((other) => !LOCAL.test(other)) };
  if (!secure) return { kind: reach === "this-network" ? "network-http" : "internet-http" };
  return { kind: "fine", everywhere: reach === "internet" };
}

/** The link of a code. The fragment reaches no server and no log. */
export const linkOf = (origin: string, code: string): string => `${origin}/join#${code}`;
