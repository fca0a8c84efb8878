/** Small things that follow from the stores: unread lines, "hears me" as news, a board that is left behind. */
import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import { useEffect } from "react";
import { $pushToTalk } from "../../store/devices.ts";
import { $hearsMe } from "../../store/media.ts";
import { $view } from "../../store/prefs.ts";
import { $chat, $people, $place, $where, $you, tell } from "../../store/space.ts";
import { speak } from "../announce/speak.ts";
import { meetingFull } from "../announce/words.ts";
import { $openBoard, $panel, $unread } from "./ui-state.ts";

/** Walking through a crowd changes the set many times: told once it has been the same for this long, ms. */
const STEADY_MS = 700;
/** Those who are here already are known this long after one came, ms. */
const SETTLED_MS = 1500;

const sentLines = (): { seq: number; person: number }[] => $chat.get().flatMap((line) => (line.state === "sent" ? [line] : []));

function countUnread(): () => void {
  let last = sentLines().at(-1)?.seq ?? 0;
  let place = $place.get();
  return $chat.listen(() => {
    const lines = sentLines();
    const fresh = lines.filter((line) => line.seq > last && line.person !== $you.get()).length;
    const moved = place !== $place.get();
    last = lines.at(-1)?.seq ?? 0;
    place = $place.get();
    // Another place has other lines: those were there before one came.
    if (moved) $unread.set(0);
    else if ($panel.get() !== "chat" && fresh > 0) $unread.set($unread.get() + fresh);
  });
}

function tellWhoHears(): () => void {
  let told = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = $hearsMe.listen((ids) => {
    clearTimeout(timer);
    // Each press would be news: the button itself says it.
    if ($pushToTalk.get() === "on") return;
    timer = setTimeout(() => {
      const key = [...ids].sort((a, b) => a - b).join(" ");
      if (key === told) return;
      told = key;
      tell({ kind: "hears-me", names: ids.map((id) => $people.get()[id]?.name ?? "?"), people: ids });
    }, STEADY_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** Said aloud only: on the screen it stands where one looks anyway. */
function sayWhereOneIs(): () => void {
  let full = false;
  const stop = $where.subscribe((where) => {
    const now = where.kind === "meeting" && !where.open;
    if (now && !full) speak(meetingFull(i18n), false);
    full = now;
  });
  const timer = setTimeout(() => {
    const others = Object.values($people.get()).some((person) => person && person.id !== $you.get());
    if (!others) speak(t`You are the first one here.`, false);
  }, SETTLED_MS);
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** A board belongs to its place. */
function closeElsewhere(): () => void {
  return $place.listen((_place, before) => {
    if (before !== null) $openBoard.set(null);
  });
}

/** The list view holds the people: the panel beside it shows the chat alone. */
function peopleOnce(view: "map" | "list"): void {
  if (view === "list" && $panel.get() === "people") $panel.set(null);
}

export function useNews(): void {
  useEffect(() => {
    const stops = [sayWhereOneIs(), countUnread(), tellWhoHears(), closeElsewhere(), $view.subscribe(peopleOnce)];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
}
