/** What is open of the trainer's bar. Nothing of it travels. */
import { atom, computed } from "nanostores";
import { can } from "../../../shared/domain/permissions.ts";
import type { Concern } from "../../../shared/protocol/leading.ts";
import { $concerns, $helpCalls, $knocks, $sessionFacts } from "../../store/leading.ts";
import { $role, $you } from "../../store/space.ts";
import { showPanel } from "./ui-state.ts";

export type Tool = "gather" | "hands" | "help" | "door" | "message" | "timer" | "order" | "concerns" | "lead";

/** The tool whose card is open. */
export const $tool = atom<Tool | null>(null);
/** The slim bar at the edge of the map. */
export const $dock = atom(true);
/** The same as a sheet: on a phone, beside a list or a board. */
export const $sheet = atom(false);

export const $leads = computed($role, (role) => can(role, "lead.hold"));

/** How many wait for whoever leads, by tool. */
export const $waiting = computed([$sessionFacts, $helpCalls, $knocks, $concerns, $you], ({ hands }, calls, knocks, concerns, you) => ({
  hands: hands.filter((id) => id !== you).length,
  help: calls.filter(({ taken }) => taken === 0).length,
  door: knocks.length,
  // Those in the room: never more than are in it. Who broke off and is gone is `$gone`.
  concerns: concerns.filter(isHere).length,
}));

const isHere = ({ person }: Concern): boolean => person !== 0;

/** Who broke off and has not come back, while their place in the room is not kept any more. */
export const $gone = computed($concerns, (concerns) => concerns.filter((one) => !isHere(one)));

const focusOn = (selector: string): void => void requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());

/** From the bar of everyone: shows the trainer's bar, or puts it away. */
export function switchLead(sheet: boolean): void {
  const $open = sheet ? $sheet : $dock;
  const open = !$open.get();
  $open.set(open);
  $tool.set(null);
  if (open && sheet) {
    if (innerWidth < 720) showPanel(null);
    focusOn("#lead-heading");
  } else if (open) focusOn("[data-tool]");
}

export function closeSheet(): void {
  $sheet.set(false);
  $tool.set(null);
  focusOn("[data-opens~=lead]");
}

export function openTool(tool: Tool): void {
  $tool.set(tool);
  focusOn("#tool-heading");
}

export function closeTool(): void {
  const tool = $tool.get();
  $tool.set(null);
  focusOn(`[data-tool="${tool}"]`);
}
