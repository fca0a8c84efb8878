/**
 * Whoever was just permitted to hear somebody is subscribed by this server, in their own signalling: the page learns of it half a round trip
 * later, and its own ask would take another half. It asks all the same; here only the way is shorter.
 */
import type { Seat } from "./media-seats.ts";

/**
 * List and ask reach the media server by two connections, and it may read the ask first; then it looks again after seconds, or when it is
 * asked again. ms after the ask before.
 */
const AGAIN_MS = [10, 20, 40, 80] as const;

/** Asks until the media server has said that it is so, never for more than the list of now holds. */
export function askFor(listener: Seat, publisher: Seat, tracks: readonly string[]): void {
  const { pipe, identity } = listener;
  if (pipe === null || tracks.length === 0) return;
  for (const track of tracks) listener.asked.add(track);
  const step = (tries: number): void => {
    const allowed = publisher.told.get(identity) ?? [];
    const open = listener.pipe === pipe ? tracks.filter((track) => listener.asked.has(track) && allowed.includes(track)) : [];
    const wait = AGAIN_MS[tries];
    if (open.length > 0) pipe.ask(open);
    if (open.length > 0 && wait !== undefined) setTimeout(() => step(tries + 1), wait).unref();
    else for (const track of tracks) listener.asked.delete(track);
  };
  step(0);
}
