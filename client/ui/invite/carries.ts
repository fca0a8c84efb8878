/** What this host's sound carries, told before a session. Pure: the server's reports in, what to say out. */
import { MEDIA_SERVER, MESH } from "../../../shared/domain/audience.ts";
import type { AddressReport, IceReport } from "../../../shared/protocol/http.ts";

export type Carries =
  /** So many voices and pictures at once, for each person: by the media server, or from page to page. */
  | { kind: "server" | "direct"; voices: number; pictures: number }
  /** As `direct` (`silent`: nobody is heard), only because the media server does not answer, or did not when the space began to run. */
  | { kind: "away" | "missed"; voices: number; pictures: number; silent: boolean }
  /** Nobody is heard: minors are admitted, and nothing hides internet addresses. */
  | { kind: "silent-minors" }
  /** Nobody is heard: the link is plain http. */
  | { kind: "silent-http" };

/** @param address null: this person does not hand out links, and is not told */
export function carries(ice: Pick<IceReport, "transport" | "refused" | "server">, address: Pick<AddressReport, "secure"> | null): Carries {
  if (address !== null && !address.secure) return { kind: "silent-http" };
  if (ice.server !== undefined)
    return { kind: ice.server, voices: MESH.others, pictures: MESH.pictures, silent: ice.refused === "minors_no_relay" };
  if (ice.refused === "minors_no_relay") return { kind: "silent-minors" };
  const server = ice.transport === "livekit";
  const { others: voices, pictures } = server ? MEDIA_SERVER : MESH;
  return { kind: server ? "server" : "direct", voices, pictures };
}
