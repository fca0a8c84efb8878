/** One open board on this page: link, binding, cursors and strokes tied to the engine. No React. */
import { ELEMENTS } from "../../shared/board/board.ts";
import type { BoardElement } from "../../shared/board/element.ts";
import { Binding, type Frames } from "./binding.ts";
import { type Cursors, type Me, shareCursors } from "./cursors.ts";
import type { Engine, EngineApi } from "./engine.ts";
import type { BoardLink } from "./link.ts";
import { engineScene } from "./scene.ts";
import { HeardStrokes, StrokeSender } from "./strokes.ts";

const frames: Frames = {
  next(call) {
    const id = requestAnimationFrame(call);
    // A hidden tab has no frames, but its copy must not fall behind for ever.
    const late = setTimeout(() => {
      cancelAnimationFrame(id);
      call();
    }, 1_000);
    return () => {
      cancelAnimationFrame(id);
      clearTimeout(late);
    };
  },
  after(ms, call) {
    const id = setTimeout(call, ms);
    return () => clearTimeout(id);
  },
};

/** A frame or its late stand-in, whichever comes first, once. */
const once: Frames = {
  ...frames,
  next(call) {
    let off = (): void => {};
    let done = false;
    off = frames.next(() => {
      if (done) return;
      done = true;
      off();
      call();
    });
    return off;
  },
};

export interface BoardSession {
  readonly heard: HeardStrokes;
  changed(): void;
  pointed: Cursors["pointed"];
  /** What to call when strokes of others were heard. */
  onHeard(call: () => void): void;
  destroy(): void;
}

/** @param onRefused elements were taken out that no board takes */
export function openSession(
  link: BoardLink,
  engine: Engine,
  api: EngineApi,
  me: Me,
  canWrite: boolean,
  onRefused: () => void,
): BoardSession {
  const scene = engineScene(engine, api, onRefused);
  const binding = new Binding(link.doc.getMap<BoardElement>(ELEMENTS), scene, once, Math.random, (dirty) => link.setDirty(dirty));
  const cursors = shareCursors(link, api, me);
  const heard = new HeardStrokes();
  const sender = new StrokeSender(Math.random);
  let wake = (): void => {};
  let lastStroke = 0;
  let seen = "";

  link.onStrokes((segments) => {
    const drawn = api.getAppState().newElement?.id;
    heard.take(segments, performance.now(), (id) => id === drawn || link.elements.has(id));
    wake();
  });

  /** Sends what the stroke in progress has grown by; called at most every 50 ms, and at its end. */
  const sendStroke = (): void => {
    const { newElement } = api.getAppState();
    const growing =
      newElement?.type === "freedraw"
        ? {
            id: newElement.id,
            x: Number(newElement["x"]),
            y: Number(newElement["y"]),
            points: newElement["points"] as number[][],
            colour: String(newElement["strokeColor"]),
            width: Number(newElement["strokeWidth"]),
          }
        : null;
    for (const segment of sender.segments(growing)) link.sendStroke(segment);
  };

  return {
    heard,
    changed() {
      const state = api.getAppState();
      cursors.selected(state.selectedElementIds);
      if (!canWrite) return;
      const now = performance.now();
      if (state.newElement?.type === "freedraw") {
        if (now - lastStroke >= 50) {
          lastStroke = now;
          sendStroke();
        }
      } else sendStroke();
      // Cursors and scrolling come by here too: only changes of elements make the work unsaved.
      const stamp = stampOf(scene.elements());
      if (stamp === seen) return;
      seen = stamp;
      binding.markDirty();
    },
    pointed: (pointer, button) => cursors.pointed(pointer, button),
    onHeard(call) {
      wake = call;
    },
    destroy() {
      binding.destroy();
      cursors.destroy();
      link.onStrokes(() => {});
    },
  };
}

/** Changes whenever an element changes, comes or goes. */
function stampOf(elements: readonly { version: number; versionNonce: number }[]): string {
  let versions = 0;
  let nonces = 0;
  for (const e of elements) {
    versions += e.version;
    nonces = (nonces + e.versionNonce) % 1_000_000_007;
  }
  return `${elements.length} ${versions} ${nonces}`;
}
