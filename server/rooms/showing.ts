/** What a page says of its own microphone, camera and screen, and what the room makes of it. */
import { FLOW } from "../../shared/domain/media/flow.ts";
import { STILL_MS } from "../../shared/domain/audience/pictures.ts";
import type { UpMessages } from "../../shared/protocol/messages.ts";
import { retell } from "./hearing.ts";
import type { Person } from "./person.ts";
import type { PlaceRun } from "./place-run.ts";
import type { RunningSpace } from "./running-space.ts";

const HELD = [
  [FLOW.mic, "muted"],
  [FLOW.cam, "camOff"],
  [FLOW.screen, "screenOff"],
] as const;

/** What a page says of its own sound. Told too often it waits for the next second: the last word counts, and nobody's pairs flicker. */
export function takeMedia(space: RunningSpace, person: Person, media: UpMessages["media"]): void {
  if (!person.allowances.take("media", space.now())) {
    person.mediaLater = media;
    return;
  }
  person.mediaLater = null;
  const off = (media.mic === "on" ? 0 : FLOW.mic) | (media.cam === "on" ? 0 : FLOW.cam) | (media.screen === "on" ? 0 : FLOW.screen);
  // Said to be off: what was ended is off, and may be turned on by hand.
  const silenced = person.silenced & ~off;
  const ended = silenced | person.held;
  const said = {
    mic: !person.maySpeak ? "off" : media.mic === "on" && (ended & FLOW.mic) !== 0 ? "muted" : media.mic,
    cam: person.mayShow && media.cam === "on" && (ended & FLOW.cam) === 0,
    screen: person.mayShow && media.screen === "on" && (ended & FLOW.screen) === 0,
    silenced,
  } as const;
  // Turned on although it is held: the page is told again.
  for (const [bit, word] of HELD) if ((person.held & ~off & bit) !== 0) person.link?.send(word, { by: person.heldBy });
  const same = person.mic === said.mic && person.cam === said.cam && person.screen === said.screen && person.silenced === silenced;
  if (same && person.hears === media.canHear) return;
  person.hears = media.canHear;
  shows(space, person, said);
  person.run.stirred = true;
}

/** Sets what of theirs is on, and tells everybody whom it concerns at once. */
export function shows(
  space: RunningSpace,
  person: Person,
  on: Partial<Pick<Person, "mic" | "cam" | "screen" | "silenced" | "held">>,
): void {
  const before = person.sends;
  Object.assign(person, on);
  const facts = space.stateOf(person);
  if (facts !== undefined) {
    const [cam, screen] = [person.cam ? "on" : "off", person.screen ? "on" : "off"] as const;
    if (facts.mic !== person.mic) facts.mic = person.mic;
    if (facts.cam !== cam) facts.cam = cam;
    if (facts.screen !== screen) facts.screen = screen;
  }
  if (facts !== undefined && facts.held !== person.held) facts.held = person.held;
  if (before === person.sends) return;
  retell(person, space.people);
  person.run.stirred = true;
}

/** The page is not there (any more): nothing of theirs is on. */
export const showsNothing = (space: RunningSpace, person: Person): void => shows(space, person, { mic: "off", cam: false, screen: false });

/** They have moved: pictures that are not shown yet wait. @param now room time, ms */
export function stirs(run: PlaceRun, person: Person, now: number): void {
  person.movedAt = now;
  person.still = false;
  run.settling.add(person);
}

/** Who has stood for long enough stands still from now on. @param now room time, ms */
export function settle(run: PlaceRun, now: number): void {
  for (const person of run.settling) {
    if (person.run !== run) run.settling.delete(person);
    else if (now - person.movedAt >= STILL_MS) {
      run.settling.delete(person);
      person.still = true;
      run.stirred = true;
    }
  }
}
