/** A screen that others begin to show is said, once. */
import { t } from "@lingui/core/macro";
import { useEffect } from "react";
import { $people } from "../../store/space.ts";
import { speak } from "../announce/speak.ts";
import { $company } from "./company.ts";

export function useScreenNews(): void {
  useEffect(() => {
    let before = new Set<number>();
    return $company.subscribe(({ screens }) => {
      for (const { person } of screens) {
        if (before.has(person)) continue;
        const name = $people.get()[person]?.name ?? "?";
        speak(t`${name} shows a screen.`, false);
      }
      before = new Set(screens.map(({ person }) => person));
    });
  }, []);
}
