/**
 * A page that was open during an upgrade of the server loads the new one by itself, once: what is not sent is kept by then (`space/unsent.ts`,
 * `board/outbox.ts`). If that did not help (a cache, two servers of different builds), the person decides: no loop.
 */
import { BUILD } from "../build.ts";

const KEY = "kartu.upgraded";
/** After one by itself, the next reload within this time is a person's, ms. */
const ONCE_MS = 600_000;
/** Words that say so stand for so long before, and after, ms. */
export const TOLD_MS = 4_000;

const last = (): number => {
  try {
    return Number(sessionStorage.getItem(KEY) ?? 0);
  } catch {
    // Without a memory there is no "once".
    return Date.now();
  }
};

/** Whether the page may reload by itself. */
export const mayReload = (): boolean => Math.abs(Date.now() - last()) > ONCE_MS;

/** Whether this page was loaded because of an upgrade, just now. */
export const justUpgraded = (): boolean => Date.now() - last() < 60_000;

export function reload(): void {
  try {
    sessionStorage.setItem(KEY, String(Date.now()));
  } catch {
    // A person asked for it.
  }
  location.reload();
}

/** A part of the page does not load: if that is because the server has another build by now, load that. Without a network nothing is reloaded. */
export function followUpgrades(): void {
  addEventListener("vite:preloadError", () => void reloadIfOther());
}

async function reloadIfOther(): Promise<void> {
  try {
    const { build } = (await (await fetch("/healthz")).json()) as { build?: string };
    if (build !== undefined && build !== BUILD && BUILD !== "dev" && mayReload()) reload();
  } catch {
    // Offline, or a server that starts anew: whoever asked for the part says so.
  }
}
