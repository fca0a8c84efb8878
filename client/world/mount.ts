/** Loads the engine and keeps the world on the screen: chooses the renderer, and starts anew when the GPU is lost or too slow. */
import { BEYOND } from "../art/ground.ts";
import { chooseRenderer } from "./choose-renderer.ts";
import { type Engine, type RendererKind, startEngine } from "./engine.ts";
import { World } from "./world.ts";
import type { WorldDeps, WorldView } from "./world-view.ts";

/** A lost GPU that is not given back within this time is given up, ms. */
const LOST_MS = 3000;
/** A GPU that is too slow this soon after the start is left for Canvas, ms. */
const EARLY_MS = 8000;
/** How long the names' font is waited for, ms: they are drawn once. */
const FONT_MS = 1500;

export interface MountedWorld extends WorldView {
  /** Figures for the debug overlay and the benchmark. */
  stats(): { avatarBytes: number; quality: string; renderer: string };
}

/** Sharper than this costs more than it shows: twice on a GPU; on Canvas every pixel is copied by the CPU. */
const ratioOf = (kind: RendererKind): number => Math.min(kind === "webgl" ? 2 : 1.5, Math.max(1, window.devicePixelRatio || 1));

async function fonts(): Promise<void> {
  const late = new Promise<void>((done) => setTimeout(done, FONT_MS));
  const ready = Promise.all([document.fonts.load("700 12px Nunito"), document.fonts.load("800 12px Nunito")]).then(
    () => undefined,
    () => undefined,
  );
  await Promise.race([ready, late]);
}

export async function mountWorld(element: HTMLElement, deps: WorldDeps, forced?: RendererKind): Promise<MountedWorld> {
  const kind = forced ?? chooseRenderer();
  if (kind === null) throw new Error("world: neither WebGL nor Canvas");
  const box = document.createElement("div");
  Object.assign(box.style, { position: "absolute", inset: "0", overflow: "hidden", background: BEYOND, userSelect: "none" });
  if (getComputedStyle(element).position === "static") element.style.position = "relative";
  element.append(box);

  let engine: Engine | null = null;
  let world: World | null = null;
  let gone = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    clearTimeout(timer);
    world?.destroy();
    engine?.destroy();
    world = null;
    engine = null;
    box.replaceChildren();
  };
  const start = async (next: RendererKind): Promise<void> => {
    stop();
    const size = { width: Math.max(1, box.clientWidth), height: Math.max(1, box.clientHeight) };
    const started = await startEngine(box, next, size, BEYOND);
    if (gone) {
      started.destroy();
      return;
    }
    engine = started;
    const begun = performance.now();
    started.canvas.addEventListener("webglcontextlost", () => {
      clearTimeout(timer);
      timer = setTimeout(() => void start("canvas"), LOST_MS);
    });
    started.canvas.addEventListener("webglcontextrestored", () => void start("webgl"));
    world = new World(box, started, deps, {
      ratio: () => ratioOf(next),
      onSlow: () => {
        if (next === "webgl" && performance.now() - begun < EARLY_MS) void start("canvas");
      },
    });
  };
  await fonts();
  try {
    await start(kind);
  } catch (error) {
    if (kind === "canvas") {
      box.remove();
      throw new Error("world: the renderer did not start", { cause: error });
    }
    await start("canvas");
  }
  return {
    stats: () => world?.stats ?? { avatarBytes: 0, quality: "none", renderer: "none" },
    destroy() {
      gone = true;
      stop();
      box.remove();
    },
  };
}
