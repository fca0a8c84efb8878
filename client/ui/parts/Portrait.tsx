import { useEffect, useRef } from "react";
import css from "./Portrait.module.css";

/** The art comes once the page can be used; until then a tinted circle stands there. */
const art = () => import("../../art/avatar/sheet.ts");

type Draw = (canvas: HTMLCanvasElement, drawing: Awaited<ReturnType<typeof art>>) => void;

function useDrawing(draw: Draw, key: string) {
  const ref = useRef<HTMLCanvasElement>(null);
  // `key` says everything that `draw` depends on.
  useEffect(() => {
    let wanted = true;
    void art().then((drawing) => {
      if (wanted && ref.current) draw(ref.current, drawing);
    });
    return () => {
      wanted = false;
    };
  }, [key]);
  return ref;
}

/** The face of an avatar in a circle. Its name stands beside it, so it is silent to a screen reader. @param appearance wire form */
export function Portrait({ appearance, size = 40 }: { appearance: string; size?: number }) {
  const ref = useDrawing((canvas, { drawPortrait }) => drawPortrait(canvas, appearance, size), `${appearance} ${size}`);
  return <canvas ref={ref} aria-hidden="true" className={css.portrait} style={{ inlineSize: size, blockSize: size }} />;
}

/** The whole figure. @param size height in CSS px */
export function Figure({ appearance, size, waving = false }: { appearance: string; size: number; waving?: boolean }) {
  const ref = useDrawing(
    (canvas, { drawFullBody }) => drawFullBody(canvas, appearance, size, { raised: waving }),
    `${appearance} ${size} ${waving}`,
  );
  return <canvas ref={ref} aria-hidden="true" className={css.figure} style={{ inlineSize: (size * 60) / 84, blockSize: size }} />;
}
