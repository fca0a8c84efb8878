/** What is open of one's devices when the space is over for this page. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, type MockInstance, vi } from "vitest";
import type { MediaControl } from "../../../client/media/start.ts";
import { $connection, $space, type Connection } from "../../../client/store/space.ts";
import { $media, $session, closeMedia, openMedia, type Session } from "../../../client/ui/space/session.ts";

/** What a page for developers has instead of devices. */
let fakeMedia: MediaControl;
let stop: MockInstance<() => void>;

beforeAll(async () => {
  vi.stubGlobal("location", { search: "?fake" });
  ({ fakeMedia } = await import("../../../client/debug/fake-space.ts"));
  stop = vi.spyOn(fakeMedia, "stop");
});
beforeEach(() => {
  vi.stubGlobal("location", { search: "?fake" });
  $session.set({} as Session);
  $space.set({ id: "s", name: "S", role: "participant" } as ReturnType<typeof $space.get>);
  $connection.set({ state: "joined" });
});
afterEach(() => {
  closeMedia();
  $session.set(null);
  $space.set(null);
  $connection.set({ state: "idle" });
  vi.unstubAllGlobals();
  stop.mockClear();
});
afterAll(() => stop.mockRestore());

const endings: [string, Connection][] = [
  ...(["left", "elsewhere", "ejected", "session", "deleted", "abuse", "upgrade"] as const).map((why): [string, Connection] => [
    why,
    { state: "ended", why },
  ]),
  ["banned", { state: "refused", code: "banned" }],
  ["full when one comes back", { state: "refused", code: "space_full" }],
];

it.each(endings)("[ME167] %s: the devices are given back at once, and none is opened while the page says so", async (_, over) => {
  expect(await openMedia()).toBe(fakeMedia);
  $connection.set({ state: "reconnecting", attempt: 0, since: 0, why: "network" });
  expect([stop.mock.calls.length, $media.get()]).toEqual([0, fakeMedia]);
  $connection.set(over);
  expect([stop.mock.calls.length, $media.get()]).toEqual([1, null]);
  expect(await openMedia()).toBeNull();
  $connection.set({ state: "joined" });
  expect(await openMedia()).toBe(fakeMedia);
});

it("[ME167] sound that still loads when the space ends does not come any more; asked for anew, it does", async () => {
  const early = openMedia();
  $connection.set({ state: "ended", why: "ejected" });
  $connection.set({ state: "joined" });
  const late = openMedia();
  expect([await early, await late, $media.get()]).toEqual([null, fakeMedia, fakeMedia]);
});
