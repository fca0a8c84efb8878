import { type RefObject, useEffect } from "react";
import { $stackCover } from "../../store/covers.ts";

/**
 * How high what stands at the bottom (prompts, notices, tiles, the bar) reaches: `--stack` from the window's edge, `--stack-cover` from the
 * map's. Notices stand on it, and the map keeps oneself above it.
 */
export function useStack(footer: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const stack = footer.current;
    const space = stack?.parentElement;
    const main = space?.querySelector("main");
    if (!stack || !space || !main) return;
    const measure = (): void => {
      // A prompt of the phone hangs above its stack.
      const tops = [...stack.children].map((child) => child.getBoundingClientRect()).filter(({ height }) => height > 0);
      const top = Math.min(...tops.map((rect) => rect.top), innerHeight);
      const cover = Math.max(0, Math.round(main.getBoundingClientRect().bottom - top));
      space.style.setProperty("--stack", `${Math.round(innerHeight - top)}px`);
      space.style.setProperty("--stack-cover", `${cover}px`);
      $stackCover.set(cover);
    };
    const sizes = new ResizeObserver(measure);
    const watch = (): void => {
      sizes.disconnect();
      for (const one of [main, stack, ...stack.children]) sizes.observe(one);
    };
    const children = new MutationObserver(watch);
    children.observe(stack, { childList: true });
    watch();
    return () => {
      sizes.disconnect();
      children.disconnect();
      $stackCover.set(0);
    };
  }, [footer]);
}
