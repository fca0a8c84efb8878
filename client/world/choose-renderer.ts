/** WebGL where a real GPU stands behind it. Software GL (SwiftShader, llvmpipe) draws slower than Canvas, and does not say so by itself. */
import type { RendererKind } from "./engine.ts";

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|microsoft basic render|mesa offscreen/i;

export const isSoftware = (renderer: string): boolean => SOFTWARE.test(renderer);

/** @returns null when the browser has neither */
export function chooseRenderer(): RendererKind | null {
  const canvas = document.createElement("canvas");
  const gl = canvas.getContext("webgl");
  if (gl !== null) {
    const info = gl.getExtension("WEBGL_debug_renderer_info");
    const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    if (!isSoftware(name)) return "webgl";
  }
  return document.createElement("canvas").getContext("2d") === null ? null : "canvas";
}
