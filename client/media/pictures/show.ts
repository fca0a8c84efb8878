/**
 * Puts a picture into a video element, and says how large it is looked at: out of sight nothing is sent, as a small tile little. The same on both
 * transports.
 */
import type { Interest } from "../../../shared/protocol/messages.ts";

/** Tiles up to this height get the small picture, CSS px. */
const SMALL_PX = 200;

/** @param look told whenever it is looked at otherwise. @returns stop */
export function showIn(element: HTMLVideoElement, stream: MediaStream, look: (level: Interest) => void): () => void {
  let visible = true;
  let last: Interest | null = null;
  element.muted = true;
  element.playsInline = true;
  element.autoplay = true;
  element.srcObject = stream;
  void element.play().catch(() => undefined);
  const inOwnWindow = (): boolean => document.pictureInPictureElement === element;
  const judge = (): void => {
    const seen = visible && (!document.hidden || element.ownerDocument !== document);
    const level = inOwnWindow() ? "high" : !seen ? "off" : element.clientHeight <= SMALL_PX ? "low" : "high";
    if (level !== last) look((last = level));
  };
  const sight = new IntersectionObserver(([entry]) => {
    visible = entry?.isIntersecting ?? true;
    judge();
  });
  const size = new ResizeObserver(judge);
  sight.observe(element);
  size.observe(element);
  document.addEventListener("visibilitychange", judge);
  for (const type of ["enterpictureinpicture", "leavepictureinpicture"]) element.addEventListener(type, judge);
  return () => {
    sight.disconnect();
    size.disconnect();
    document.removeEventListener("visibilitychange", judge);
    for (const type of ["enterpictureinpicture", "leavepictureinpicture"]) element.removeEventListener(type, judge);
    element.srcObject = null;
  };
}
