/** The page of `bench:frame`: the real world view with figures of its own and no server. */
import { mountWorld } from "../../../client/world/mount.ts";
import { $quality } from "../../../client/store/prefs.ts";
import type { Place } from "../../../shared/domain/place.ts";
import { fakeSpace } from "../../support/world/walkers.ts";

export interface Measured {
  /** Between drawn frames, and what drawing one took on the main thread, ms. */
  intervals: number[];
  draws: number[];
  avatarBytes: number;
  renderer: string;
}

declare global {
  interface Window {
    world: {
      start(place: Place, people: number): Promise<void>;
      run(mode: "walk" | "idle", quality: "high" | "saver", ms: number): Promise<Measured>;
    };
  }
}

let fake: ReturnType<typeof fakeSpace> | undefined;
let view: Awaited<ReturnType<typeof mountWorld>> | undefined;
let draws: { at: number; took: number }[] = [];

// The world asks for a frame only when it will draw or wait for its turn: a turn that only waits takes next to nothing and is left out.
const request = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (callback) =>
  request((now) => {
    const begin = performance.now();
    callback(now);
    const took = performance.now() - begin;
    if (took > 0.2) draws.push({ at: now, took });
  });

window.world = {
  async start(place, people) {
    view?.destroy();
    fake = fakeSpace([place], place.id, people);
    const element = document.querySelector<HTMLElement>("#world");
    if (!element) throw new Error("no element");
    view = await mountWorld(element, { commands: fake.commands, onPick: () => undefined, label: (key) => key });
    for (let i = 2; i <= people; i++) fake.say(i, `Here I am, number ${i}`);
  },
  async run(mode, quality, ms) {
    $quality.set(quality);
    fake?.setMoving(mode === "walk");
    draws = [];
    await new Promise((done) => setTimeout(done, ms));
    const seen = draws;
    const intervals = seen.slice(1).map((d, i) => d.at - (seen[i]?.at ?? d.at));
    const stats = view?.stats() ?? { avatarBytes: 0, renderer: "none" };
    return { intervals, draws: seen.map((d) => d.took), avatarBytes: stats.avatarBytes, renderer: stats.renderer };
  },
};
