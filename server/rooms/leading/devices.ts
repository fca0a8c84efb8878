/**
 * What those who lead do to the microphones, cameras and screens of others: end them, hold them off, let them again, ask. Never turn one on. It holds
 * without the page's help: nobody gets what is ended, by the media server's lists or by the pages of those who would hear it (docs/decisions/88).
 */
import { FLOW } from "../../../shared/domain/media/flow.ts";
import { atLeast, can } from "../../../shared/domain/permissions.ts";
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import type { LeadingUp } from "../../../shared/protocol/leading.ts";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import { logged } from "../../commands/space/log.ts";
import type { Person } from "../person.ts";
import type { RunningSpace } from "../running-space.ts";
import { shows } from "../showing.ts";

type Refusal = { code: ErrorCode } | null;
type Device = "mic" | "cam" | "screen";

const WORDS = { mic: "muted", cam: "camOff", screen: "screenOff" } as const;
const LOGGED = { mic: "mute", cam: "cam_off", screen: "screen_off" } as const;

/** Whom a wish is about: one, or (null) everyone who does not lead. */
function targets(space: RunningSpace, by: Person, target: PersonId | null): Person[] | ErrorCode {
  if (!can(by.role, "person.mute")) return "forbidden";
  if (target === null) return [...space.people.values()].filter((person) => !can(person.role, "lead.hold"));
  const person = space.people.get(target);
  if (person === undefined) return "target_gone";
  return person === by || !atLeast(by.role, person.role) ? "forbidden" : [person];
}

const isOn = (person: Person, device: Device): boolean => (device === "mic" ? person.mic === "on" : person[device]);

/** Ends what is on. With `hold` it stays off until somebody who leads lets it again. */
export function off(
  space: RunningSpace,
  by: Person,
  device: Device,
  { person: target, hold = false }: { person: PersonId | null; hold?: boolean },
): Refusal {
  const people = targets(space, by, target);
  if (typeof people === "string") return { code: people };
  for (const person of people) {
    if (hold) person.heldBy = by.id;
    end(space, person, device, hold, by.id);
  }
  logged(space, by, target === null ? `${LOGGED[device]}_all` : LOGGED[device], target === null ? "" : (people[0]?.user ?? ""), { hold });
  return null;
}

/** Others read it at once, and get nothing more of it; the page itself is told. */
function end(space: RunningSpace, person: Person, device: Device, hold: boolean, by: PersonId): void {
  const on = isOn(person, device);
  person.mediaLater = null;
  if (hold) space.leading.held.set(person.user, person.held | FLOW[device]);
  shows(space, person, {
    ...(device === "mic" ? { mic: on ? "muted" : person.mic } : { [device]: false }),
    // Until the page has said that it is off: what it said before it knew does not count.
    silenced: person.silenced | (on ? FLOW[device] : 0),
    held: person.held | (hold ? FLOW[device] : 0),
  });
  if (on) person.link?.send(WORDS[device], { by });
}

/** Whoever was held may turn it on again, by their own hand. */
export function letAgain(space: RunningSpace, by: Person, { person: target }: LeadingUp["letShow"]): Refusal {
  const people = targets(space, by, target);
  if (typeof people === "string") return { code: people };
  for (const person of people) {
    space.leading.held.delete(person.user);
    shows(space, person, { held: 0 });
  }
  logged(space, by, "let_show", target === null ? "" : (people[0]?.user ?? ""));
  return null;
}

/** Asks; whether they do is theirs. */
export function askToUnmute(space: RunningSpace, by: Person, { person: target }: LeadingUp["askToUnmute"]): Refusal {
  const people = targets(space, by, target);
  if (typeof people === "string") return { code: people };
  for (const person of people) if (person.mic !== "on" && person.maySpeak) person.link?.send("askedToUnmute", { by: by.id });
  return null;
}
