import { useEffect, useRef } from "react";
import { paintPortrait } from "./paint.ts";
import css from "./Portrait.module.css";

/** The face of an avatar in a circle. Its name stands beside it, so it is silent to a screen reader. */
export function Portrait({ appearance, size = 40 }: { appearance: string; size?: number }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (ref.current) paintPortrait(ref.current, appearance, size);
  }, [appearance, size]);
  return <canvas ref={ref} aria-hidden="true" className={css.portrait} style={{ inlineSize: size, blockSize: size }} />;
}
