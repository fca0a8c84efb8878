import { useLingui } from "@lingui/react";
import type { I18n } from "@lingui/core";
import { plural, t } from "@lingui/core/macro";
import { useEffect } from "react";
import { TILE, NEAR } from "../../../shared/domain/units.ts";
import { $hearsMe, $mic } from "../../store/media.ts";
import { $shortcuts, $view } from "../../store/prefs.ts";
import { $boardHere, $distances, $people, $place, $places, $where } from "../../store/space.ts";
import { speak } from "../announce/speak.ts";
import { hearsMe, meetingFull } from "../announce/words.ts";
import { list } from "../text/list.ts";
import { areaText, placeText } from "../text/labels.ts";
import { isTyping } from "./is-typing.ts";
import { isKey, type Key } from "./keys.ts";
import { switchMic } from "./session.ts";
import { $openBoard, showPanel } from "./ui-state.ts";

function whoIsNear(i18n: I18n): string {
  const people = $people.get();
  const near = [...$distances.get()]
    .filter(([, px]) => px <= 2 * NEAR)
    .sort(([, a], [, b]) => a - b)
    .flatMap(([id, px]) => {
      const name = people[id]?.name;
      const steps = Math.max(1, Math.round(px / TILE));
      return name === undefined ? [] : [t(i18n)`${plural(steps, { one: `${name}, # step`, other: `${name}, # steps` })}`];
    });
  if (near.length === 0) return t(i18n)`Nobody is near you.`;
  const who = near.length === 1 ? (near[0] ?? "") : near.join("; ");
  return t(i18n)`Near you: ${who}.`;
}

function whoHearsMe(i18n: I18n): string {
  const where = $where.get();
  if (where.kind === "meeting" && !where.open) return meetingFull(i18n);
  return hearsMe(
    i18n,
    $hearsMe.get().map((id) => $people.get()[id]?.name ?? "?"),
  );
}

function whereAmI(i18n: I18n): string {
  const place = $places.get()[$place.get() ?? ""];
  const where = $where.get();
  const area = where.kind === "open" ? undefined : place?.areas.find((found) => found.id === where.area);
  const parts = [placeText(i18n, place), ...(area ? [areaText(i18n, area)] : [])];
  const what = list(i18n.locale, parts);
  return t(i18n)`You are in: ${what}.`;
}

function press(key: Key, i18n: I18n): void {
  switch (key) {
    case "n":
      return speak(whoIsNear(i18n), true);
    case "h":
      return speak(whoHearsMe(i18n), true);
    case "l":
      return speak(whereAmI(i18n), true);
    case "m":
      return void switchMic($mic.get().state === "on" ? "muted" : "on");
    case "c":
      showPanel("chat");
      requestAnimationFrame(() => document.querySelector<HTMLElement>("#chat-line")?.focus());
      return;
    case "p":
      if ($view.get() === "map") showPanel("people");
      requestAnimationFrame(() => document.querySelector<HTMLElement>("#section-near")?.focus());
      return;
    case "b": {
      const here = $boardHere.get();
      if (here) $openBoard.set(here);
      else speak(t(i18n)`There is no board here.`, true);
      return;
    }
    case "v":
      return $view.set($view.get() === "map" ? "list" : "map");
  }
}

/** Keys of one letter; never while one writes or with a dialog open. A board keeps its keys to itself. */
export function useShortcuts(): void {
  const { i18n } = useLingui();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ($shortcuts.get() === "off" || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const key = event.key.toLowerCase();
      if (!isKey(key) || isTyping(event.target) || document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      press(key, i18n);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [i18n]);
}
