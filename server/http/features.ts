/** What the other parts of the house give to routes. `app.ts` fills it; a test may fill it with less. */
import type { Role } from "../../shared/domain/permissions.ts";
import type { Place } from "../../shared/domain/place.ts";
import type { Result } from "../../shared/domain/result.ts";
import type { DeskPerson } from "../../shared/protocol/desk.ts";
import type { ConnectionReport, IceReport } from "../../shared/protocol/http.ts";
import type { Access } from "../commands/access.ts";
import type { CameBy } from "../commands/ice.ts";
import type { BanWish } from "../commands/bans.ts";
import type { SpaceNow } from "../commands/desk.ts";
import type { Identity } from "../commands/ports.ts";
import type { NameCheck } from "../commands/names.ts";
import type { Words } from "../commands/words.ts";
import type { RoleWish } from "../ports/people-store.ts";
import type { SpaceRow, UserRow } from "../ports/space-store.ts";

export interface JoinRequest {
  identity: Identity;
  space: SpaceRow;
  protocol: number;
  build: string;
  lang: string;
  by: CameBy;
}

export interface Features {
  /** Reserves a seat in the space's room. */
  join(request: JoinRequest): Promise<Result<unknown>>;
  /** How many people are inside. */
  present(space: string): number;
  /** Who is inside, for the desk. */
  inside(space: string): DeskPerson[];
  /** Who is where, and what the boards say of themselves. @throws StorageError */
  spaceNow(space: SpaceRow): Promise<SpaceNow>;
  /** Who somebody is in the running space just now: a PersonId, or 0. */
  personOf(space: string, user: string): number;
  /** Words that do not belong here, and whether a name may be borne. */
  words: Words;
  checkName: NameCheck;
  /** The space's row was changed: the running room shows it. */
  spaceChanged(space: SpaceRow): void;
  /** Errors: `forbidden`, `not_found`, `last_owner`; in force at once wherever the person is. */
  changeRole(wish: RoleWish): Promise<Result<null>>;
  handOver(wish: Omit<RoleWish, "role">): Promise<Result<null>>;
  /** Errors: `conduct_needed`, `too_early`, `space_full`. */
  throughDoor(identity: Pick<Identity, "user">, access: Access): Promise<Result<Access>>;
  /** A seat in the space's lobby. Errors: those of `reserveLobbySeat`. */
  waitInLobby(identity: Identity, space: string): Promise<Result<unknown>>;
  /** Somebody who is in would be more by an invite: those on duty are asked. */
  asked(space: string, user: Pick<UserRow, "id" | "name">, as: Role): void;
  /** Errors: `not_found`. */
  admit(wish: { space: string; by: string; user: string }): Promise<Result<null>>;
  /** The other answer to `asked`. Errors: `not_found`. */
  keepRole(wish: { space: string; by: string; user: string }): Promise<Result<null>>;
  /** Keeps a member out, or takes it back (an eject too). Errors: `not_found`, `forbidden` (of one's own rank or above). */
  ban(wish: BanWish): Promise<Result<null>>;
  blockChanged(user: string, other: string, on: boolean): void;
  /** Name, avatar or language of a person: shown wherever they are. */
  profileChanged(user: string, profile: { name: string; appearance: string; lang: string }): void;
  /** Who sits at a person's device beside them. */
  partyChanged(who: Identity, space: string, others: readonly string[]): void;
  /** Somebody owns the organisation from now on, or no more: in force wherever they are. */
  orgOwnerChanged(user: string): Promise<void>;
  /** Everything of the space goes; whoever is inside is told. @throws StorageError */
  deleteSpace(wish: { space: string; by: string }): Promise<void>;
  /** The session is over: every connection that came by it is closed. */
  sessionEnded(identity: Pick<Identity, "session">): void;
  places(space: SpaceRow): Promise<{ places: Place[]; boards: { id: string; label: string }[] }>;
  ice(request: { identity: Identity; space: SpaceRow; by: CameBy }): Promise<IceReport>;
  /** What a connection test may try. @param id for the relay's own limits; no name */
  connection(request: { id: string; by: CameBy }): ConnectionReport;
}
