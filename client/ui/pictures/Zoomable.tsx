import { useLingui } from "@lingui/react/macro";
import { RotateCcw, ZoomIn, ZoomOut } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { type Film, Video } from "./Video.tsx";
import { panBy, WHOLE, type Zoom, zoomAt } from "./zoom.ts";
import css from "./Theatre.module.css";

const STEP = 1.5;
/** A wheel's notch is 100. */
const WHEEL = 1 / 400;
/** An arrow key moves so far, px. */
const ARROW = 60;

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [ARROW, 0],
  ArrowRight: [-ARROW, 0],
  ArrowUp: [0, ARROW],
  ArrowDown: [0, -ARROW],
};

/** A large picture that one can look at more closely: two fingers, the wheel, buttons or keys. */
export function Zoomable({ film, video, children }: { film: Film; video: RefObject<HTMLVideoElement | null>; children?: ReactNode }) {
  const { t } = useLingui();
  const [zoom, setZoom] = useState<Zoom>(WHOLE);
  const box = useRef<HTMLDivElement>(null);
  const fingers = useRef(new Map<number, { x: number; y: number }>());
  const size = () => ({ width: box.current?.clientWidth ?? 1, height: box.current?.clientHeight ?? 1 });
  const fromMiddle = (x: number, y: number) => {
    const rect = box.current?.getBoundingClientRect();
    return rect ? { x: x - rect.x - rect.width / 2, y: y - rect.y - rect.height / 2 } : { x: 0, y: 0 };
  };
  const nearer = (factor: number, at = { x: 0, y: 0 }): void => setZoom((now) => zoomAt(now, factor, at, size()));

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      nearer(Math.exp(-event.deltaY * WHEEL), fromMiddle(event.clientX, event.clientY));
    };
    // Not passive: the page must not scroll or zoom along.
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  });

  const move = (event: PointerEvent): void => {
    const before = fingers.current.get(event.pointerId);
    if (before === undefined) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, now);
    if (other === undefined) return setZoom((zoomed) => panBy(zoomed, now.x - before.x, now.y - before.y, size()));
    const was = Math.hypot(before.x - other.x, before.y - other.y);
    const is = Math.hypot(now.x - other.x, now.y - other.y);
    if (was > 0) nearer(is / was, fromMiddle((now.x + other.x) / 2, (now.y + other.y) / 2));
  };
  const up = (event: PointerEvent): void => void fingers.current.delete(event.pointerId);
  const keys = (event: KeyboardEvent): void => {
    const arrow = ARROWS[event.key];
    if (event.key === "+" || event.key === "=") nearer(STEP);
    else if (event.key === "-") nearer(1 / STEP);
    else if (event.key === "0") setZoom(WHOLE);
    else if (arrow) setZoom((now) => panBy(now, ...arrow, size()));
    else return;
    event.preventDefault();
    // The arrows are the picture's now, not one's feet'.
    event.stopPropagation();
  };
  const percent = Math.round(zoom.scale * 100);
  return (
    <>
      {/* Its keys and fingers are its own; what they do the buttons do, too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={box}
        className={css.zoomable}
        data-near={zoom.scale > 1}
        role="group"
        aria-label={t`Picture. Plus and minus: closer and further; arrows: aside.`}
        // Its keys need the focus.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
        }}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
        onDoubleClick={(event) => (zoom.scale > 1 ? setZoom(WHOLE) : nearer(2.5, fromMiddle(event.clientX, event.clientY)))}
        onKeyDown={keys}
      >
        <div className={css.moved} style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}>
          <Video film={film} whole own={video} />
        </div>
      </div>
      <div className={css.tools}>
        <button
          type="button"
          className={css.act}
          aria-label={t`Further`}
          title={t`Further`}
          aria-disabled={zoom.scale === 1}
          onClick={() => nearer(1 / STEP)}
        >
          <ZoomOut aria-hidden />
        </button>
        <span>{percent} %</span>
        <button type="button" className={css.act} aria-label={t`Closer`} title={t`Closer`} onClick={() => nearer(STEP)}>
          <ZoomIn aria-hidden />
        </button>
        {zoom.scale > 1 && (
          <button
            type="button"
            className={css.act}
            aria-label={t`The whole picture`}
            title={t`The whole picture`}
            onClick={() => setZoom(WHOLE)}
          >
            <RotateCcw aria-hidden />
          </button>
        )}
        {children}
      </div>
    </>
  );
}
