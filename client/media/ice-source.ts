/** Asks the server which servers help, and keeps the answer while its credentials hold. */
import type { IceReport } from "../../shared/protocol/http.ts";

/** Credentials hold ten minutes; a connection that is being set up must not outlive them. ms */
const FRESH_MS = 4 * 60_000;
const USABLE_MS = 9 * 60_000;
const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

export interface IceSource {
  /** Rejects when sound is refused, or the server cannot be asked and what is known is too old. */
  config(): Promise<RTCConfiguration>;
  /** Asks again: settings or the way here may have changed. */
  refresh(): void;
  stop(): void;
}

/** @param told the rule and the way sound goes, as soon as they are known and whenever they change */
export function iceSource(ask: () => Promise<IceReport>, told: (report: IceReport) => void): IceSource {
  let known: { report: IceReport; at: number } | null = null;
  let asking: Promise<IceReport> | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let stopped = false;

  function renew(): Promise<IceReport> {
    asking ??= ask()
      .then((report) => {
        const changed = known === null || known.report.refused !== report.refused || known.report.transport !== report.transport;
        known = { report, at: performance.now() };
        tries = 0;
        if (changed && !stopped) told(report);
        return report;
      })
      .finally(() => {
        asking = null;
      });
    return asking;
  }

  function refresh(): void {
    clearTimeout(retry);
    renew().catch(() => {
      if (stopped) return;
      retry = setTimeout(refresh, Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** tries));
      tries += 1;
    });
  }

  async function current(): Promise<IceReport> {
    const age = known === null ? Number.POSITIVE_INFINITY : performance.now() - known.at;
    if (known !== null && age < FRESH_MS) return known.report;
    try {
      return await renew();
    } catch (cause) {
      if (known !== null && age < USABLE_MS) return known.report;
      throw cause;
    }
  }

  return {
    async config() {
      const report = await current();
      if (report.refused !== null) throw new Error(`No sound here: ${report.refused}`);
      return { iceServers: report.iceServers, iceTransportPolicy: report.policy };
    },
    refresh,
    stop() {
      stopped = true;
      clearTimeout(retry);
    },
  };
}
