import { useSyncExternalStore } from "react";

export function useMediaQuery(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => matchMedia(query).matches,
  );
}

/** A phone, or a window as narrow as one: sheets and the four-button bar. The same width is in the style sheets. */
export const useNarrow = (): boolean => useMediaQuery("(max-width: 719px), (max-height: 459px)");
