/** Events in words: for the live region (batches) and for the history (one by one). */
import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg, plural, t } from "@lingui/core/macro";
import type { MoveReason } from "../../../shared/protocol/messages.ts";
import type { SpaceEvent } from "../../store/space.ts";
import { sentence } from "../text/errors.ts";
import { list } from "../text/list.ts";
import type { AboutMe, Batch } from "./batch.ts";
import { ledWords } from "./led-words.ts";

const MOVED: Record<MoveReason, MessageDescriptor> = {
  portal: msg({ id: "moved.portal", message: "You went through a door. You are now in: {place}." }),
  walk: msg({ id: "moved.walk", message: "You arrived. You are in: {place}." }),
  gather: msg({ id: "moved.gather", message: "You were called together. You are now in: {place}. Your microphone is muted." }),
  restart: msg({ id: "moved.restart", message: "You are back in: {place}. Your microphone is muted." }),
  correction: msg({ id: "moved.correction", message: "You were put back a few steps in: {place}." }),
};

/** How many names are said before the rest is counted. */
const NAMED = 3;

/** "Nika, Jan and 3 others" */
export function names(i18n: I18n, all: readonly string[]): string {
  if (all.length <= NAMED + 1) return list(i18n.locale, all);
  return list(i18n.locale, [...all.slice(0, NAMED), others(i18n, all.length - NAMED)]);
}

const others = (i18n: I18n, count: number): string => t(i18n)`${plural(count, { one: "# other", other: "# others" })}`;

export function aboutMe(i18n: I18n, event: AboutMe, placeName: (id: string) => string): string {
  switch (event.kind) {
    case "hears-me":
      return hearsMe(i18n, event.names);
    case "moved":
      return i18n._({ ...MOVED[event.why], values: { place: placeName(event.place) } });
    case "muted-hidden":
      return t(i18n)`Your microphone was muted because this page was hidden.`;
    case "pair-failed": {
      const name = event.name;
      return t(i18n)`You and ${name} cannot hear each other: no connection came about. Kartu goes on trying; you can write.`;
    }
    case "board-opened": {
      const label = event.label;
      return t(i18n)`The board “${label}” is open.`;
    }
    case "wrote": {
      const { name, text } = event;
      return t(i18n)`${name} writes: ${text}`;
    }
    case "together":
      return together(i18n, event.what, event.name);
    case "whisper":
      return whisper(i18n, event);
    case "refused":
      return sentence(i18n, event.code, event.params);
    default:
      return ledWords(i18n, event);
  }
}

function together(i18n: I18n, what: Extract<AboutMe, { kind: "together" }>["what"], name: string): string {
  switch (what) {
    case "asks":
      return t(i18n)`${name} asks: do you two sit in one room? Then Kartu does not play you to each other.`;
    case "yes":
      return t(i18n)`You and ${name} sit together: Kartu does not play you to each other.`;
    case "ended":
      return t(i18n)`You and ${name} hear each other through Kartu again.`;
  }
}

function whisper(i18n: I18n, { what, name, names: others }: Extract<AboutMe, { kind: "whisper" }>): string {
  switch (what) {
    case "began": {
      const who = names(
        i18n,
        others.filter((other) => other !== name),
      );
      if (name === "") return t(i18n)`You whisper with ${who}: nobody else hears or sees you.`;
      return who === ""
        ? t(i18n)`${name} began to whisper with you: nobody else hears or sees you.`
        : t(i18n)`${name} began to whisper with you and ${who}: nobody else hears or sees you.`;
    }
    case "came":
      return t(i18n)`${name} came into your whisper.`;
    case "asks":
      return t(i18n)`${name} asks to come into your whisper.`;
    case "ended":
      return name === ""
        ? t(i18n)`You do not whisper any more: whoever is near hears you.`
        : t(i18n)`${name} ended the whisper: whoever is near hears you.`;
    case "not-now":
      return t(i18n)`They whisper on by themselves for now.`;
  }
}

/** Standing in an area whose seats are taken. */
export const meetingFull = (i18n: I18n): string =>
  t(i18n)`This meeting area is full: you hear nobody here and nobody hears you. Wait for a free seat, or meet outside it.`;

export function hearsMe(i18n: I18n, people: readonly string[]): string {
  if (people.length === 0) return t(i18n)`Nobody hears you.`;
  const who = names(i18n, people);
  return t(i18n)`${plural(people.length, { one: `Hears you: ${who}.`, other: `Hears you: ${who}.` })}`;
}

export function seesMe(i18n: I18n, people: readonly string[]): string {
  if (people.length === 0) return t(i18n)`Nobody sees you.`;
  const who = names(i18n, people);
  return t(i18n)`${plural(people.length, { one: `Sees you: ${who}.`, other: `Sees you: ${who}.` })}`;
}

export function theyWhisper(i18n: I18n, people: readonly string[]): string {
  const who = names(i18n, people);
  return t(i18n)`${plural(people.length, { one: `Whispers: ${who}.`, other: `They whisper: ${who}.` })}`;
}

export const peopleHearMe = (i18n: I18n, count: number): string =>
  t(i18n)`${plural(count, { one: "# person hears you.", other: "# people hear you." })}`;

const cameNear = (i18n: I18n, people: readonly string[]): string => {
  const who = names(i18n, people);
  return t(i18n)`${plural(people.length, { one: `${who} came near.`, other: `${who} came near.` })}`;
};
const wentAway = (i18n: I18n, people: readonly string[]): string => {
  const who = names(i18n, people);
  return t(i18n)`${plural(people.length, { one: `${who} went away.`, other: `${who} went away.` })}`;
};
const cameIn = (i18n: I18n, people: readonly string[]): string => {
  const who = names(i18n, people);
  return t(i18n)`${plural(people.length, { one: `${who} came in.`, other: `${who} came in.` })}`;
};
const wentOut = (i18n: I18n, people: readonly string[]): string => {
  const who = names(i18n, people);
  return t(i18n)`${plural(people.length, { one: `${who} left.`, other: `${who} left.` })}`;
};

/** A batch as one announcement. */
export function batchWords(i18n: I18n, batch: Batch, placeName: (id: string) => string): string {
  const parts = batch.me.map((event) => aboutMe(i18n, event, placeName));
  if (batch.joined.size > 0) parts.push(cameIn(i18n, [...batch.joined.values()]));
  if (batch.left.size > 0) parts.push(wentOut(i18n, [...batch.left.values()]));
  if (batch.came.size > 0) parts.push(cameNear(i18n, [...batch.came.values()]));
  if (batch.went.size > 0) parts.push(wentAway(i18n, [...batch.went.values()]));
  const last = batch.chat.at(-1);
  if (last !== undefined) {
    const more = batch.chat.length - 1;
    if (more > 0) parts.push(t(i18n)`${plural(more, { one: "# more line in the chat.", other: "# more lines in the chat." })}`);
    parts.push(`${last.name}: ${last.text}`);
  }
  return parts.join(" ");
}

/** One event, for the history. */
export function eventWords(i18n: I18n, event: SpaceEvent, placeName: (id: string) => string): string {
  switch (event.kind) {
    case "came-near":
      return cameNear(i18n, [event.name]);
    case "went-away":
      return wentAway(i18n, [event.name]);
    case "joined":
      return cameIn(i18n, [event.name]);
    case "left":
      return wentOut(i18n, [event.name]);
    case "chat":
      return `${event.name}: ${event.text}`;
    default:
      return aboutMe(i18n, event, placeName);
  }
}
