import { useEffect, useRef } from "react";
import type { EngineApi } from "./engine.ts";
import type { HeardStrokes } from "./strokes.ts";

/** Draws the strokes that others are drawing just now, over the canvas. It runs only while there are any. */
export function StrokeLayer({
  api,
  heard,
  wake,
}: {
  api: EngineApi;
  heard: HeardStrokes /** Sets what to call when strokes were heard. */;
  wake(call: () => void): void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let frame = 0;
    const draw = (): void => {
      frame = 0;
      const target = canvas.current;
      const context = target?.getContext("2d");
      if (!target || !context) return;
      const { width, height, scrollX, scrollY, zoom } = api.getAppState();
      const ratio = window.devicePixelRatio;
      // Setting the size clears it.
      target.width = Math.round(width * ratio);
      target.height = Math.round(height * ratio);
      const elements = new Set(api.getSceneElementsIncludingDeleted().map((e) => e.id));
      if (!heard.prune(performance.now(), (id) => elements.has(id))) return;
      const scale = zoom.value * ratio;
      context.setTransform(scale, 0, 0, scale, scrollX * scale, scrollY * scale);
      context.lineCap = "round";
      context.lineJoin = "round";
      for (const { points, colour, width: line } of heard.strokes.values()) {
        context.strokeStyle = colour;
        // The engine draws freehand lines with a brush of about twice the nominal width.
        context.lineWidth = line * 2.1;
        context.beginPath();
        context.moveTo(points[0] ?? 0, points[1] ?? 0);
        if (points.length === 2) context.lineTo((points[0] ?? 0) + 0.01, points[1] ?? 0);
        for (let i = 2; i + 1 < points.length; i += 2) context.lineTo(points[i] ?? 0, points[i + 1] ?? 0);
        context.stroke();
      }
      frame = requestAnimationFrame(draw);
    };
    wake(() => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    });
    return () => {
      cancelAnimationFrame(frame);
      wake(() => {});
    };
  }, [api, heard, wake]);
  return (
    <canvas
      ref={canvas}
      aria-hidden="true"
      style={{ position: "absolute", inset: 0, inlineSize: "100%", blockSize: "100%", pointerEvents: "none", zIndex: 3 }}
    />
  );
}
