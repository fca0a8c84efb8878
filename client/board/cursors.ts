/** Cursors by awareness: one's own goes out with the flush, the others' are drawn once a frame. */
import { type BoardPresence, MAX_SELECTED_SHOWN } from "../../shared/board/board.ts";
import { FLUSH } from "./binding.ts";
import { colourOf } from "./colours.ts";
import type { Cursor, EngineApi } from "./engine.ts";
import type { BoardLink } from "./link.ts";

export interface Me {
  id: string;
  name: string;
  colour?: string;
}

export interface Cursors {
  pointed(pointer: { x: number; y: number; tool: "pointer" | "laser" }, button: "up" | "down"): void;
  selected(ids: Readonly<Record<string, true>>): void;
  destroy(): void;
}

export function shareCursors(link: BoardLink, api: EngineApi, me: Me): Cursors {
  const presence: BoardPresence = { user: { id: me.id, name: me.name, colour: me.colour ?? colourOf(me.id) } };
  let timer: ReturnType<typeof setTimeout> | null = null;
  let frame = 0;
  let selection: Readonly<Record<string, true>> = {};
  const send = (): void => {
    timer = null;
    link.setPresence(presence);
  };
  const soon = (): void => {
    timer ??= setTimeout(send, FLUSH);
  };
  const draw = (): void => {
    frame = 0;
    api.updateScene({ collaborators: othersOf(link) });
  };
  const onChange = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  link.provider.awareness.on("change", onChange);
  send();
  onChange();
  return {
    pointed(pointer, button) {
      presence.pointer = { x: Math.round(pointer.x), y: Math.round(pointer.y), tool: pointer.tool };
      presence.button = button;
      soon();
    },
    selected(ids) {
      if (ids === selection) return;
      const before = presence.selected?.join();
      selection = ids;
      presence.selected = Object.keys(ids).slice(0, MAX_SELECTED_SHOWN);
      if (presence.selected.join() !== before) soon();
    },
    destroy() {
      if (timer !== null) clearTimeout(timer);
      cancelAnimationFrame(frame);
      link.provider.awareness.off("change", onChange);
    },
  };
}

/** Everyone else at the board, as the engine draws them. What comes over the wire is believed in nothing but its shape. */
export function othersOf(link: BoardLink): Map<string, Cursor> {
  const others = new Map<string, Cursor>();
  for (const [client, state] of link.provider.awareness.getStates()) {
    if (client === link.doc.clientID) continue;
    const { user, pointer, button, selected } = state as Partial<BoardPresence>;
    if (typeof user?.name !== "string" || typeof user.id !== "string") continue;
    const colour = /^#[0-9a-f]{6}$/i.test(user.colour ?? "") ? String(user.colour) : colourOf(user.id);
    const cursor: Cursor = { id: user.id, username: user.name, color: { background: colour, stroke: colour } };
    if (Number.isFinite(pointer?.x) && Number.isFinite(pointer?.y)) {
      cursor.pointer = { x: Number(pointer?.x), y: Number(pointer?.y), tool: pointer?.tool === "laser" ? "laser" : "pointer" };
      cursor.button = button === "down" ? "down" : "up";
    }
    if (Array.isArray(selected))
      cursor.selectedElementIds = Object.fromEntries(selected.slice(0, MAX_SELECTED_SHOWN).map((id) => [String(id), true as const]));
    others.set(String(client), cursor);
  }
  return others;
}
