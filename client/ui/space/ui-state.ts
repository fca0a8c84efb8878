/** What is open on this screen. Nothing of it travels. */
import { atom } from "nanostores";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import { justUpgraded } from "../upgrade.ts";

export type Tab = "people" | "chat";
export type OpenDialog =
  | { kind: "settings" }
  | { kind: "invite" }
  | { kind: "help" }
  /** `from`: the dialog that comes back when it closes. */
  | { kind: "devices"; from?: "settings" }
  | { kind: "history" }
  | { kind: "leave" }
  | { kind: "report" }
  /** What those who lead look after. */
  | { kind: "order" }
  | { kind: "person"; person: PersonId };

const BOARD = "kartu.board";

/** The panel beside the map; on a phone a sheet. */
export const $panel = atom<Tab | null>(null);
/** The tab that the panel shows when it opens again. */
export const $lastTab = atom<Tab>("people");
export const $dialog = atom<OpenDialog | null>(null);
/** After the reload of an upgrade one is back at the board: what was not sent is sent only while it is open. */
export const $openBoard = atom<{ board: string; area: string | null } | null>(openBefore());
/** Chat lines that came while the chat was not to be seen. */
export const $unread = atom(0);

export function showPanel(tab: Tab | null): void {
  $panel.set(tab);
  if (tab !== null) $lastTab.set(tab);
  if (tab === "chat") $unread.set(0);
}

/** From the bar: the panel takes the focus, and gives it back to the bar when it closes. */
export function togglePanel(tab: Tab): void {
  if ($panel.get() === tab) return closePanel();
  showPanel(tab);
  requestAnimationFrame(() => document.querySelector<HTMLElement>("[role=tab][aria-selected=true]")?.focus());
}

export function closePanel(): void {
  const tab = $panel.get();
  showPanel(null);
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-opens~="${tab}"]`)?.focus());
}

export const close = (): void => $dialog.set(null);

function openBefore(): { board: string; area: string | null } | null {
  try {
    const { at, open } = JSON.parse(sessionStorage.getItem(BOARD) ?? "{}") as {
      at?: string;
      open?: { board: string; area: string | null };
    };
    return justUpgraded() && at === location.pathname ? (open ?? null) : null;
  } catch {
    return null;
  }
}

$openBoard.listen((open) => {
  try {
    if (open === null) sessionStorage.removeItem(BOARD);
    else sessionStorage.setItem(BOARD, JSON.stringify({ at: location.pathname, open }));
  } catch {
    // Without storage one opens it again by hand.
  }
});
