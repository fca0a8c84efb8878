import { useLingui } from "@lingui/react";
import type { I18n } from "@lingui/core";
import { plural, t } from "@lingui/core/macro";
import { useEffect } from "react";
import { TILE, NEAR } from "../../../shared/domain/units.ts";
import { can } from "../../../shared/domain/permissions.ts";
import { $sessionFacts } from "../../store/leading.ts";
import { $everyone, $hearsMe, $mic, $notHeard } from "../../store/media.ts";
import { $cam, $screen, $seesMe, $seesMyScreen } from "../../store/pictures.ts";
import { $shortcuts, $view } from "../../store/prefs.ts";
import { $boardHere, $distances, $people, $place, $places, $role, $where } from "../../store/space.ts";
import { $whisper } from "../../store/writing.ts";
import { speak } from "../announce/speak.ts";
import { hearsMe, meetingFull, peopleHearMe, seesMe, theyWhisper } from "../announce/words.ts";
import { list } from "../text/list.ts";
import { areaText, placeText } from "../text/labels.ts";
import { isTyping } from "./is-typing.ts";
import { isKey, type Key } from "./keys.ts";
import { switchHand } from "./HandButton.tsx";
import { $theatre, closeTheatre, openTheatre } from "./pictures-state.ts";
import { type Session, switchCam, switchMic, switchScreen } from "./session.ts";
import { $openBoard, showPanel } from "./ui-state.ts";
import { openWriting } from "./writing/state.ts";
import { timerWords } from "./use-led-news.ts";

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
  const named = (ids: readonly number[]): string[] => ids.map((id) => $people.get()[id]?.name ?? "?");
  const said = [$everyone.get() > 0 ? peopleHearMe(i18n, $everyone.get() + $hearsMe.get().length) : hearsMe(i18n, named($hearsMe.get()))];
  if ($whisper.get().people.length > 0) said.push(t(i18n)`You whisper: nobody else hears or sees you.`);
  else {
    const whisperers = $notHeard.get().flatMap(({ person, why }) => (why === "whisper" ? [person] : []));
    if (whisperers.length > 0) said.push(theyWhisper(i18n, named(whisperers)));
  }
  if ($cam.get().state === "on") said.push(seesMe(i18n, named($seesMe.get())));
  if ($screen.get().state === "on") {
    const who = list(i18n.locale, named($seesMyScreen.get()));
    said.push(who === "" ? t(i18n)`Nobody sees your screen.` : t(i18n)`Your screen is seen by: ${who}.`);
  }
  return said.join(" ");
}

function whereAmI(i18n: I18n): string {
  const place = $places.get()[$place.get() ?? ""];
  const where = $where.get();
  const area = where.kind === "open" ? undefined : place?.areas.find((found) => found.id === where.area);
  const parts = [placeText(i18n, place), ...(area ? [areaText(i18n, area)] : [])];
  const what = list(i18n.locale, parts);
  return t(i18n)`You are in: ${what}.`;
}

function press(key: Key, i18n: I18n, session: Session): void {
  switch (key) {
    case "n":
      return speak(whoIsNear(i18n), true);
    case "h":
      return speak(whoHearsMe(i18n), true);
    case "l":
      return speak(whereAmI(i18n), true);
    case "m":
      return void switchMic($mic.get().state === "on" ? "muted" : "on");
    case "k":
      return can($role.get(), "media.show") ? void switchCam($cam.get().state !== "on") : undefined;
    case "x":
      return can($role.get(), "media.show") ? void switchScreen($screen.get().state !== "on") : undefined;
    case "g":
      return $theatre.get() === null ? openTheatre({ view: "grid" }) : closeTheatre();
    case "c":
      showPanel("chat");
      requestAnimationFrame(() => document.querySelector<HTMLElement>("#chat-line")?.focus());
      return;
    case "t":
      return can($role.get(), "chat.write") ? openWriting() : undefined;
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
    case "r":
      return can($role.get(), "hand.raise") ? void switchHand(session) : undefined;
    case "e":
      return speak(timerWords(i18n, $sessionFacts.get().timer, session.roomNow()), true);
    case "v":
      return $view.set($view.get() === "map" ? "list" : "map");
  }
}

/** Keys of one letter; never while one writes or with a dialog open. A board keeps its keys to itself. */
export function useShortcuts(session: Session): void {
  const { i18n } = useLingui();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ($shortcuts.get() === "off" || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const key = event.key.toLowerCase();
      if (!isKey(key) || isTyping(event.target) || document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      press(key, i18n, session);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [i18n, session]);
}
