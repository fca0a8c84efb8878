import { useEffect, useRef } from "react";
import type * as Sheet from "../../art/avatar/sheet.ts";
import { calm } from "./calm.ts";
import css from "./Portrait.module.css";

/** The art comes once the page can be used; until then a tinted circle stands there. */
let loading: Promise<typeof Sheet> | null = null;
const art = () => {
  loading ??= calm().then(() => import("../../art/avatar/sheet.ts"));
  // Tried anew by the next face.
  loading.catch(() => (loading = null));
  return loading;
};

/** @returns how to call it off */
function paint(
  canvas: HTMLCanvasElement | null,
  draw: (canvas: HTMLCanvasElement, drawing: Awaited<ReturnType<typeof art>>) => void,
): () => void {
  let wanted = true;
  art().then(
    (drawing) => {
      if (wanted && canvas) draw(canvas, drawing);
    },
    // Without the art the name is still there.
    (error: unknown) => console.warn("The avatars do not load", error),
  );
  return () => {
    wanted = false;
  };
}

/** The face of an avatar in a circle. Its name stands beside it, so it is silent to a screen reader. @param appearance wire form */
export function Portrait({ appearance, size = 40 }: { appearance: string; size?: number }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => paint(ref.current, (canvas, { drawPortrait }) => drawPortrait(canvas, appearance, size)), [appearance, size]);
  return <canvas ref={ref} aria-hidden="true" className={css.portrait} style={{ inlineSize: size, blockSize: size }} />;
}

/** The whole figure. @param size height in CSS px */
export function Figure({ appearance, size, waving = false }: { appearance: string; size: number; waving?: boolean }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(
    () => paint(ref.current, (canvas, { drawFullBody }) => drawFullBody(canvas, appearance, size, { raised: waving })),
    [appearance, size, waving],
  );
  return <canvas ref={ref} aria-hidden="true" className={css.figure} style={{ inlineSize: (size * 60) / 84, blockSize: size }} />;
}
