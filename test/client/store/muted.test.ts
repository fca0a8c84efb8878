/** Whom one has muted for oneself, as this device remembers it. */
import { beforeAll, expect, it, vi } from "vitest";
import type { Me, SpaceInfo } from "../../../shared/protocol/http.ts";

const storage = () => {
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  return { kept, store };
};
const [device, tab] = [storage(), storage()];
beforeAll(() => {
  vi.stubGlobal("localStorage", device.store);
  vi.stubGlobal("sessionStorage", tab.store);
});

it("[LM72] goes by the person, not by an id; it is another one's in no other space, and nothing of it stays on a device that several use", async () => {
  const { $mutedForMe, muteForMe } = await import("../../../client/store/muted.ts");
  const { $me, $people, $space } = await import("../../../client/store/space.ts");
  const { shareDevice } = await import("../../../client/store/kept.ts");
  const there = (people: Record<number, string>): void =>
    $people.set(Object.fromEntries(Object.entries(people).map(([id, mark]) => [id, { id: Number(id), mark } as never])));
  const enter = (space: string, user: string): void => {
    $space.set({ id: space } as SpaceInfo);
    $me.set({ user } as Me);
  };
  const muted = (): number[] => [...$mutedForMe.get()];
  $mutedForMe.listen(() => undefined);
  enter("s", "ana");
  there({ 1: "bor", 2: "cid" });
  muteForMe(1, true);
  expect(muted()).toEqual([1]);
  // Bor has left, and somebody else got the id; he comes back with another.
  there({ 1: "dan", 2: "cid" });
  expect(muted()).toEqual([]);
  there({ 1: "dan", 2: "cid", 7: "bor" });
  expect(muted()).toEqual([7]);
  enter("other", "ana");
  expect(muted()).toEqual([]);
  enter("s", "eva");
  expect(muted()).toEqual([]);
  enter("s", "ana");
  expect(muted()).toEqual([7]);
  muteForMe(7, false);
  expect(muted()).toEqual([]);

  shareDevice(true);
  enter("s", "guest");
  muteForMe(7, true);
  expect(muted()).toEqual([7]);
  expect([...device.kept.values()].join()).not.toContain("bor");
});
