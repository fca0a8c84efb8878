/** The megaphone in one's own hand, on a microphone that is only a state. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { holdsToTalk } from "../../../client/media/devices/care.ts";
import { ownMegaphone } from "../../../client/media/megaphone.ts";
import { $pushToTalk } from "../../../client/store/devices.ts";
import { $megaphoneHeld, $mic, type Mic } from "../../../client/store/media.ts";

beforeEach(() => {
  vi.useFakeTimers();
  $mic.set({ state: "off" });
});
afterEach(() => {
  vi.useRealTimers();
  $mic.set({ state: "off" });
  $megaphoneHeld.set(false);
  $pushToTalk.set("off");
});

/** @param request what becomes of asking for the microphone */
function begin(request: () => Promise<void> = () => Promise.resolve($mic.set({ state: "on" }))) {
  const told: boolean[] = [];
  const { hold } = ownMegaphone(
    { sendMegaphone: (on) => void told.push(on) },
    {
      request,
      mute(why) {
        if ($mic.get().state === "on") $mic.set({ state: "muted", why });
      },
    },
  );
  return { told, hold };
}

const ends: Mic[] = [
  ...(["self", "trainer", "hidden", "reconnected", "moved", "lost"] as const).map((why): Mic => ({ state: "muted", why })),
  { state: "unavailable", why: "observer" },
];

it.each(ends)("[ME168] ends when the microphone is %o, and is not taken up again by unmuting", async (mic) => {
  const { told, hold } = begin();
  $mic.set({ state: "on" });
  await hold(true);
  vi.advanceTimersByTime(2_500);
  expect([told, $megaphoneHeld.get()]).toEqual([[true, true, true], true]);
  $mic.set(mic);
  expect([told, $megaphoneHeld.get()]).toEqual([[true, true, true, false], false]);
  $mic.set({ state: "on" });
  vi.advanceTimersByTime(10_000);
  // The finger is lifted long after: that mutes nothing.
  await hold(false);
  expect([told.length, $mic.get()]).toEqual([4, { state: "on" }]);
  await hold(true);
  expect([told.at(-1), $megaphoneHeld.get()]).toEqual([true, true]);
  await hold(false);
});

it("[ME71] [ME168] mutes again at its end what was opened for it; without a microphone it is not held at all", async () => {
  const { told, hold } = begin();
  await hold(true);
  await hold(false);
  expect([told, $mic.get()]).toEqual([[true, false], { state: "muted", why: "self" }]);
  const refused = begin(() => Promise.resolve($mic.set({ state: "unavailable", why: "denied" })));
  expect(await refused.hold(true)).toBe(false);
  vi.advanceTimersByTime(5_000);
  expect([refused.told, $megaphoneHeld.get()]).toEqual([[], false]);
});

it("[ME71] let go and pressed again while the browser still asks: said once a second, and over when it is let go", async () => {
  const { promise, resolve: allow } = Promise.withResolvers<void>();
  const { told, hold } = begin(() => promise);
  const first = hold(true);
  await hold(false);
  const second = hold(true);
  $mic.set({ state: "on" });
  allow();
  expect(await Promise.all([first, second])).toEqual([true, true]);
  told.length = 0;
  vi.advanceTimersByTime(3_500);
  expect(told).toEqual([true, true, true]);
  await hold(false);
  vi.advanceTimersByTime(10_000);
  expect([told, $mic.get()]).toEqual([[true, true, true, false], { state: "muted", why: "self" }]);
});

it("[ME168] whoever holds a key to talk is heard by the megaphone without it, for as long as they hold that", async () => {
  $pushToTalk.set("on");
  const { hold } = begin();
  const seen = [holdsToTalk()];
  await hold(true);
  seen.push(holdsToTalk());
  await hold(false);
  seen.push(holdsToTalk());
  expect(seen).toEqual([false, true, false]);
});
