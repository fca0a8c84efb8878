/** A stick on the screen for walking with a thumb. It is a second way: tapping walks too, and the list has "walk to". */
import type { Heading } from "../../../shared/domain/motion/heading.ts";

const SIZE = 112;
const KNOB = 48;
/** Part of the radius that does nothing. */
const DEAD = 0.28;

/** The heading of a push, by sectors of 45 degrees; 0 within the dead middle. */
export function headingOfPush(dx: number, dy: number, radius: number): Heading {
  if (Math.hypot(dx, dy) < radius * DEAD) return 0;
  const sector = Math.round(Math.atan2(dy, dx) / (Math.PI / 4));
  return (((sector + 8) % 8) + 1) as Heading;
}

/** @returns removes it */
export function addStick(parent: HTMLElement, head: (heading: Heading) => void): () => void {
  const base = document.createElement("div");
  const knob = document.createElement("div");
  base.setAttribute("aria-hidden", "true");
  base.dataset["stick"] = "";
  Object.assign(base.style, {
    position: "absolute",
    insetInlineStart: "calc(16px + env(safe-area-inset-left, 0px))",
    insetBlockEnd: "calc(96px + env(safe-area-inset-bottom, 0px))",
    width: `${SIZE}px`,
    height: `${SIZE}px`,
    borderRadius: "50%",
    background: "rgba(255,255,255,.5)",
    border: "2px solid rgba(90,72,232,.55)",
    touchAction: "none",
  });
  Object.assign(knob.style, {
    position: "absolute",
    left: `${(SIZE - KNOB) / 2 - 2}px`,
    top: `${(SIZE - KNOB) / 2 - 2}px`,
    width: `${KNOB}px`,
    height: `${KNOB}px`,
    borderRadius: "50%",
    background: "#5a48e8",
    border: "3px solid #ffffff",
    boxSizing: "border-box",
    boxShadow: "0 2px 6px rgba(43,36,64,.35)",
  });
  base.append(knob);
  parent.append(base);
  let pointer: number | null = null;
  let last: Heading = 0;
  const tell = (heading: Heading): void => {
    if (heading === last) return;
    last = heading;
    head(heading);
  };
  const push = (event: PointerEvent): void => {
    const box = base.getBoundingClientRect();
    const radius = SIZE / 2;
    const dx = event.clientX - box.left - radius;
    const dy = event.clientY - box.top - radius;
    const reach = Math.min(1, radius / Math.max(1, Math.hypot(dx, dy)));
    knob.style.transform = `translate(${dx * reach * 0.6}px, ${dy * reach * 0.6}px)`;
    tell(headingOfPush(dx, dy, radius));
  };
  const release = (): void => {
    pointer = null;
    knob.style.transform = "";
    tell(0);
  };
  base.addEventListener("pointerdown", (event) => {
    event.stopPropagation();
    pointer = event.pointerId;
    base.setPointerCapture(event.pointerId);
    push(event);
  });
  base.addEventListener("pointermove", (event) => {
    if (event.pointerId === pointer) push(event);
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"] as const) base.addEventListener(end, release);
  return () => {
    release();
    base.remove();
  };
}
