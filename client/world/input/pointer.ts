/** Taps, hovering, wheel and pinch on the canvas. Points are CSS px within it. */

export interface PointerHandlers {
  tap(x: number, y: number, kind: "mouse" | "touch" | "pen"): void;
  /** null when the pointer left. */
  hover(at: { x: number; y: number } | null): void;
  /** Zoom by a factor around a point. */
  zoom(factor: number, x: number, y: number): void;
}

/** A finger that moved further than this, px, did not tap. */
const SLOP = 12;
const TAP_MS = 600;

/** @returns stop */
export function listenToPointer(element: HTMLElement, handlers: PointerHandlers): () => void {
  const down = new Map<number, { x: number; y: number; startX: number; startY: number; at: number; moved: boolean }>();
  const point = (event: MouseEvent): { x: number; y: number } => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const spread = (): { distance: number; x: number; y: number } | null => {
    const [a, b] = [...down.values()];
    return a && b ? { distance: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : null;
  };
  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const { x, y } = point(event);
    down.set(event.pointerId, { x, y, startX: x, startY: y, at: event.timeStamp, moved: false });
    // A click on the room takes the focus out of a text field, so that the keys walk again.
    if (document.activeElement instanceof HTMLElement && document.activeElement !== document.body) document.activeElement.blur();
  };
  const onMove = (event: PointerEvent): void => {
    const { x, y } = point(event);
    const held = down.get(event.pointerId);
    if (!held) {
      if (event.pointerType === "mouse" && event.target instanceof Node && element.contains(event.target)) handlers.hover({ x, y });
      return;
    }
    const before = spread();
    held.x = x;
    held.y = y;
    if (Math.hypot(x - held.startX, y - held.startY) > SLOP) held.moved = true;
    const after = spread();
    if (before && after && before.distance > 0) {
      for (const each of down.values()) each.moved = true;
      handlers.zoom(after.distance / before.distance, after.x, after.y);
    }
  };
  const onUp = (event: PointerEvent): void => {
    const held = down.get(event.pointerId);
    down.delete(event.pointerId);
    if (!held || held.moved || event.type === "pointercancel" || event.timeStamp - held.at > TAP_MS) return;
    handlers.tap(held.x, held.y, event.pointerType === "touch" ? "touch" : event.pointerType === "pen" ? "pen" : "mouse");
  };
  const onLeave = (): void => handlers.hover(null);
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const { x, y } = point(event);
    // Lines and pages in px; one notch of a wheel is about a tenth.
    const delta = event.deltaY * (event.deltaMode === 1 ? 20 : event.deltaMode === 2 ? 200 : 1);
    handlers.zoom(Math.exp(-Math.max(-120, Math.min(120, delta)) * 0.0011), x, y);
  };
  element.addEventListener("pointerdown", onDown);
  window.addEventListener("pointermove", onMove);
  window.addEventListener("pointerup", onUp);
  window.addEventListener("pointercancel", onUp);
  element.addEventListener("pointerleave", onLeave);
  element.addEventListener("wheel", onWheel, { passive: false });
  return () => {
    element.removeEventListener("pointerdown", onDown);
    window.removeEventListener("pointermove", onMove);
    window.removeEventListener("pointerup", onUp);
    window.removeEventListener("pointercancel", onUp);
    element.removeEventListener("pointerleave", onLeave);
    element.removeEventListener("wheel", onWheel);
  };
}
