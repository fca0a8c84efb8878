/**
 * For those who use no pointer: what had the focus may go away with its own press (a button that opens a form, a line that is deleted, a form that is
 * done), or be dead while the server is asked. The browser then puts the focus nowhere, and the next Tab begins at the top of the page.
 */
import { type RefObject, useEffect, useRef } from "react";

/**
 * @param onLost gets what had the focus, then what it stood in, innermost first, and what came with the change that took it; called again with each
 *   change until the focus is somewhere
 * @returns stops it
 */
export function whenFocusIsLost(
  area: HTMLElement,
  onLost: (path: readonly HTMLElement[], came: readonly HTMLElement[]) => void,
): () => void {
  let path: HTMLElement[] | null = null;
  const remember = (target: EventTarget | null): void => {
    path = [];
    for (let one = target; one instanceof HTMLElement && one !== area; one = one.parentElement) path.push(one);
  };
  if (area.contains(document.activeElement)) remember(document.activeElement);
  const look = (changes: readonly MutationRecord[]): void => {
    if (path === null || document.activeElement !== document.body) return;
    const came = changes.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => node instanceof HTMLElement);
    onLost(path, came);
  };
  const onIn = ({ target }: FocusEvent): void => remember(target);
  // Where one goes of one's own will there is another element, or a pointer; what vanishes leaves neither.
  const onOut = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof Node && !area.contains(relatedTarget)) path = null;
  };
  const onPointer = ({ target }: PointerEvent): void => {
    if (target instanceof Node && !area.contains(target)) path = null;
  };
  const watch = new MutationObserver((changes) => requestAnimationFrame(() => look(changes)));
  watch.observe(area, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
  area.addEventListener("focusin", onIn);
  area.addEventListener("focusout", onOut);
  document.addEventListener("pointerdown", onPointer, { capture: true });
  return () => {
    watch.disconnect();
    area.removeEventListener("focusin", onIn);
    area.removeEventListener("focusout", onOut);
    document.removeEventListener("pointerdown", onPointer, { capture: true });
  };
}

const CONTROL = ":is(input, select, textarea, button):not([disabled], [tabindex='-1']), a[href], summary";
const HEADING = ":is(h1, h2, h3)[tabindex='-1']";

const firstIn = (element: HTMLElement): HTMLElement | undefined =>
  [CONTROL, HEADING]
    .flatMap((which) => [...(element.matches(which) ? [element] : []), ...element.querySelectorAll<HTMLElement>(which)])
    .find((one) => one.checkVisibility());

/** The focus stays in this part of the page: where it was as soon as that lives again, else in what came instead, else at the first thing beside it. */
export function useFocusStays<T extends HTMLElement>(): RefObject<T | null> {
  const area = useRef<T>(null);
  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    return whenFocusIsLost(element, (path, came) => {
      const [last] = path;
      if (last?.isConnected) return last.focus();
      for (const one of [...came, ...path, element]) {
        const next = one.isConnected ? firstIn(one) : undefined;
        if (next !== undefined) return next.focus();
      }
    });
  }, []);
  return area;
}

/** After each refusal the focus is at the field that it is about, which has its words as description; where it is about none, at the words. */
export function useLeadToError<T extends HTMLElement>(trouble: object | null): RefObject<T | null> {
  const form = useRef<T>(null);
  useEffect(() => {
    if (trouble !== null) form.current?.querySelector<HTMLElement>("[aria-invalid='true'], [role='alert'][tabindex]")?.focus();
  }, [trouble]);
  return form;
}
