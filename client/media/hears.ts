/** Who hears whom, in the words of the screen. Pure: what the server permits and which pairs do not connect go in. */
import { FLOW } from "../../shared/domain/media/flow.ts";
import type { AudienceDelta, AudiencePeer, PersonId } from "../../shared/protocol/messages.ts";

export interface HearsFacts {
  peers: readonly AudiencePeer[];
  beyond: AudienceDelta["beyond"];
  /** Pairs that one of both sides told as failed. */
  failed: ReadonlySet<PersonId>;
  /** The microphone is on. */
  on: boolean;
  /** Of one's own pictures, those that are on: bits of `FLOW`. */
  shows: number;
  /** This page may not have sound at all. */
  refused: boolean;
}

export interface Hears {
  hearsMe: PersonId[];
  seesMe: PersonId[];
  seesMyScreen: PersonId[];
  iHear: PersonId[];
  notHeard: { person: PersonId; why: AudienceDelta["beyond"][number]["why"] | "no-connection" }[];
}

export function hears({ peers, beyond, failed, on, shows, refused }: HearsFacts): Hears {
  const permitted = (way: "to" | "from", what: number = FLOW.mic): PersonId[] =>
    peers.filter((peer) => peer.stage === "in" && (peer[way] & what) !== 0).map((peer) => peer.person);
  const carried = (all: PersonId[]): PersonId[] => (refused ? [] : all.filter((person) => !failed.has(person)));
  const [to, from] = [permitted("to"), permitted("from")];
  const lost = [...new Set([...to, ...from])].filter((person) => refused || failed.has(person));
  return {
    hearsMe: on ? carried(to) : [],
    seesMe: (shows & FLOW.cam) === 0 ? [] : carried(permitted("to", FLOW.cam)),
    seesMyScreen: (shows & FLOW.screen) === 0 ? [] : carried(permitted("to", FLOW.screen)),
    iHear: carried(from),
    notHeard: [...beyond, ...lost.map((person) => ({ person, why: refused ? ("minors_no_relay" as const) : ("no-connection" as const) }))],
  };
}
