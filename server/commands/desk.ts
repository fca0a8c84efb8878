/** The trainer's desk: spaces from outside, with who is in. Names of those inside are for those who lead. */
import { can } from "../../shared/domain/permissions.ts";
import { ok, type Result } from "../../shared/domain/result.ts";
import { DESK_FACES, type DeskPerson, type DeskReport, type DeskSpace } from "../../shared/protocol/desk.ts";
import type { SpaceInfo } from "../../shared/protocol/http.ts";
import type { SpaceRow, UserRow } from "../ports/space-store.ts";
import { type Access, accessTo } from "./access.ts";
import { mayStillOpen } from "./invites.ts";
import { describeMe } from "./me.ts";
import type { Ports } from "./ports.ts";
import { openReports } from "./reports.ts";

/** What the running parts of the house know of a space. */
export interface SpaceNow {
  inside: DeskPerson[];
  places: DeskReport["places"];
  boards: DeskReport["boards"];
}

export interface DeskParts extends Pick<Ports, "store" | "clock"> {
  now(space: SpaceRow): Promise<SpaceNow>;
  inside(space: string): DeskPerson[];
  info(access: Access): Promise<SpaceInfo>;
}

/** Who leads stands first: at a glance one sees whether somebody is on duty. */
const byRank = (people: readonly DeskPerson[]): DeskPerson[] =>
  people.toSorted((a, b) => Number(can(b.role, "lead.hold")) - Number(can(a.role, "lead.hold")) || a.name.localeCompare(b.name));

/** Every space that this person leads. @throws StorageError */
export async function readDesk({ store, clock, inside, info }: DeskParts, user: UserRow): Promise<DeskSpace[]> {
  const { spaces } = await describeMe({ store, clock }, user);
  const lines = await Promise.all(
    spaces
      .filter(({ role }) => can(role, "member.list"))
      .map(async ({ id }): Promise<DeskSpace | null> => {
        const access = await accessTo(store, user, id, "member.list", clock.now());
        if (!access.ok) return null;
        const [door, open] = await Promise.all([store.doorstep(id), openReports(store, id, user.id)]);
        return {
          ...(await info(access.value)),
          inside: byRank(inside(id)).slice(0, DESK_FACES),
          waits: door.waiting.length,
          openReports: open,
        };
      }),
  );
  return lines.filter((line) => line !== null);
}

/** One space. Errors: those of `accessTo`. @throws StorageError */
export async function readSpaceDesk({ store, clock, now, info }: DeskParts, user: UserRow, id: string): Promise<Result<DeskReport>> {
  const at = clock.now();
  const access = await accessTo(store, user, id, "member.list", at);
  if (!access.ok) return access;
  const { space, role } = access.value;
  const [running, door, invites, open] = await Promise.all([
    now(space),
    store.doorstep(id),
    can(role, "invite.list") ? store.invites(id) : null,
    openReports(store, id, user.id),
  ]);
  return ok({
    space: await info(access.value),
    ...running,
    inside: byRank(running.inside),
    waiting: door.waiting,
    members: door.members,
    invites: invites?.filter((invite) => mayStillOpen(invite, at)).length ?? null,
    openReports: open,
  });
}
