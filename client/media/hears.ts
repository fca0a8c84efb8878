/** Who hears whom, in the words of the screen. Pure: what the server permits and which pairs do not connect go in. */
import type { AudienceDelta, AudiencePeer, PersonId } from "../../shared/protocol/messages.ts";

export interface HearsFacts {
  peers: readonly AudiencePeer[];
  beyond: AudienceDelta["beyond"];
  /** Pairs that one of both sides told as failed. */
  failed: ReadonlySet<PersonId>;
  /** The microphone is on. */
  on: boolean;
  /** This page may not have sound at all. */
  refused: boolean;
}

export interface Hears {
  hearsMe: PersonId[];
  iHear: PersonId[];
  notHeard: { person: PersonId; why: AudienceDelta["beyond"][number]["why"] | "no-connection" }[];
}

export function hears({ peers, beyond, failed, on, refused }: HearsFacts): Hears {
  const permitted = peers.filter((peer) => peer.stage === "in" && peer.audio).map((peer) => peer.person);
  const carried = refused ? [] : permitted.filter((person) => !failed.has(person));
  const lost = permitted.filter((person) => !carried.includes(person));
  return {
    hearsMe: on ? carried : [],
    iHear: carried,
    notHeard: [...beyond, ...lost.map((person) => ({ person, why: refused ? ("minors_no_relay" as const) : ("no-connection" as const) }))],
  };
}
