/** What the trainer's desk reads: a space from outside, as it is at this moment. For those who lead it. */
import type { Label } from "../domain/place.ts";
import type { Role } from "../domain/permissions.ts";
import type { SpaceInfo } from "./http.ts";

/** Somebody who is inside, or waited for after a lost connection. */
export interface DeskPerson {
  user: string;
  name: string;
  appearance: string;
  role: Role;
  /** Id of their place. */
  place: string;
  connected: boolean;
}

/** One line of the list of spaces. */
export interface DeskSpace extends SpaceInfo {
  /** The first DESK_FACES of those inside: those who lead, then by name. */
  inside: DeskPerson[];
  /** Members whom somebody has to let in. */
  waits: number;
  openReports: number;
}

/** Faces in the list of spaces. */
export const DESK_FACES = 8;

export interface DeskReport {
  space: SpaceInfo;
  /** Everyone inside: those who lead, then by name. */
  inside: DeskPerson[];
  /** Members who wait for somebody to let them in; with a role: who are in, and would be that by an invite, once somebody agrees. */
  waiting: { user: string; name: string; as: Role | null }[];
  places: { id: string; label: Label; inside: number }[];
  /** `label`: a key of the map, or words. `changedAt`: UTC ms, or null: nobody has drawn on it (since this is kept). */
  boards: { id: string; label: string; people: number; changedAt: number | null }[];
  members: number;
  /** Links that still let people in; null: for those who hand out invites only. */
  invites: number | null;
  openReports: number;
}
