/**
 * Phaser, kept small: one scene, one camera, images. Its own loop, input, sound and loader stay off: frames are drawn when `frames.ts` asks,
 * pointers and keys are read by `input/`. Nothing outside this folder sees Phaser.
 */
import Phaser from "phaser";

export type Picture = Phaser.GameObjects.Image;
export type Sheet = Phaser.Textures.CanvasTexture;
export type RendererKind = "webgl" | "canvas";

export interface Engine {
  readonly kind: RendererKind;
  readonly scene: Phaser.Scene;
  readonly canvas: HTMLCanvasElement;
  /** Draws one frame. @param now ms of `performance.now()` */
  draw(now: number): void;
  /** @param width of the drawing buffer, device px */
  resize(width: number, height: number): void;
  /** Middle of the view in art units, and device px in one unit. */
  look(x: number, y: number, scale: number): void;
  /** A texture over a canvas of this size. */
  sheet(width: number, height: number): Sheet;
  /** Takes a sheet out of memory on both sides. */
  drop(sheet: Sheet): void;
  destroy(): void;
}

let nextKey = 1;

/** @throws when the browser gives neither WebGL nor Canvas */
export function startEngine(
  parent: HTMLElement,
  kind: RendererKind,
  size: { width: number; height: number },
  background: string,
): Promise<Engine> {
  return new Promise((resolve, reject) => {
    const scene = new Phaser.Scene("world");
    let game: Phaser.Game;
    Object.assign(scene, {
      create: () => {
        // Phaser starts its loop and listens to the tab's visibility only after the scenes: both are put down once it has.
        queueMicrotask(() => {
          try {
            resolve(engineOf(game, scene, kind));
          } catch (error) {
            reject(error instanceof Error ? error : new Error("world", { cause: error }));
          }
        });
      },
    });
    try {
      game = new Phaser.Game({
        type: kind === "webgl" ? Phaser.WEBGL : Phaser.CANVAS,
        parent,
        width: size.width,
        height: size.height,
        backgroundColor: background,
        scale: { mode: Phaser.Scale.NONE },
        // On Canvas every smoothed or fractional copy is a slow one: pictures are baked in the size they are shown in.
        render: { antialias: kind === "webgl", roundPixels: true, powerPreference: "low-power", maxTextures: 16 },
        input: { keyboard: false, mouse: false, touch: false, gamepad: false, windowEvents: false },
        audio: { noAudio: true },
        banner: false,
        autoFocus: false,
        disableContextMenu: false,
        scene,
      });
    } catch (error) {
      reject(error instanceof Error ? error : new Error("world", { cause: error }));
    }
  });
}

function engineOf(game: Phaser.Game, scene: Phaser.Scene, kind: RendererKind): Engine {
  const { canvas, loop } = game;
  // The loop is ours: a room where nobody moves draws nothing, and a tab that comes back must not start another.
  loop.stop();
  for (const event of ["hidden", "visible", "blur", "focus"]) game.events.off(event);
  canvas.setAttribute("aria-hidden", "true");
  canvas.style.setProperty("width", "100%", "important");
  canvas.style.setProperty("height", "100%", "important");
  canvas.style.display = "block";
  canvas.style.touchAction = "none";
  const camera = scene.cameras.main;
  camera.roundPixels = true;
  return {
    kind,
    scene,
    canvas,
    draw(now) {
      loop.step(now);
    },
    resize(width, height) {
      game.scale.resize(width, height);
      canvas.style.setProperty("width", "100%", "important");
      canvas.style.setProperty("height", "100%", "important");
    },
    look(x, y, scale) {
      camera.setZoom(scale);
      // Whole device px, so that what was baked in its size is copied unblurred.
      const left = Math.round(x * scale - camera.width / 2) / scale;
      const top = Math.round(y * scale - camera.height / 2) / scale;
      camera.setScroll(left + camera.width / 2 / scale - camera.width / 2, top + camera.height / 2 / scale - camera.height / 2);
    },
    sheet(width, height) {
      const sheet = scene.textures.createCanvas(`sheet-${nextKey++}`, Math.max(1, width), Math.max(1, height));
      if (sheet === null) throw new Error("world: no canvas texture");
      return sheet;
    },
    drop(sheet) {
      scene.textures.remove(sheet);
    },
    destroy() {
      game.destroy(true);
      // `destroy` waits for the next step of the loop, which is ours.
      loop.step(performance.now());
    },
  };
}
