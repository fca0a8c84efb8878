/** How one's own line carries, by what the connections themselves count. */
import type { Line } from "../../store/pictures.ts";

/** Above either, speech and pictures suffer. */
const POOR_LOSS = 0.06;
const POOR_TRIP_S = 0.4;

/** @param connections those that are open */
export async function lineOf(connections: readonly (RTCPeerConnection | null)[]): Promise<Line> {
  const connected = connections.filter((pc) => pc?.connectionState === "connected");
  if (connected.length === 0) return "unknown";
  let worst: Line = "good";
  for (const pc of connected) {
    const reports = (await pc?.getStats().catch(() => null)) ?? new Map<string, never>();
    for (const report of reports.values() as Iterable<RTCStats & { roundTripTime?: number; fractionLost?: number; kind?: string }>) {
      if (report.type !== "remote-inbound-rtp") continue;
      if ((report.fractionLost ?? 0) > POOR_LOSS || (report.roundTripTime ?? 0) > POOR_TRIP_S) worst = "poor";
    }
  }
  return worst;
}
