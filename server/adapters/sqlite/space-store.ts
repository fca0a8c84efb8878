/** The store on SQLite: each method is the op of the same name in the database's worker. */
import type { SpaceStore } from "../../ports/space-store.ts";
import type { Database } from "./database.ts";

type Method = Exclude<keyof SpaceStore, "close">;

/** Every method by name, so that a new one is not forgotten. */
const METHODS: Record<Method, true> = {
  createUser: true,
  user: true,
  updateUser: true,
  deleteUser: true,
  createSession: true,
  session: true,
  touchSession: true,
  deleteSession: true,
  putOwnerCode: true,
  takeOwnerCode: true,
  owners: true,
  createSpace: true,
  space: true,
  spaces: true,
  updateSpace: true,
  createInvite: true,
  createInvites: true,
  inviteByHash: true,
  invite: true,
  invites: true,
  revokeInvite: true,
  useInvite: true,
  membership: true,
  memberships: true,
  putMembership: true,
  putStands: true,
  stand: true,
  appendChat: true,
  chat: true,
  forget: true,
  members: true,
  changeRole: true,
  handOver: true,
  setBanned: true,
  setWaiting: true,
  setBlock: true,
  blocks: true,
  addReport: true,
  reports: true,
  closeReport: true,
  addAudit: true,
  audit: true,
  chatAuthors: true,
};

/** @param database closed by whoever opened it; the store's own `close` closes it too */
export function sqliteSpaceStore(database: Database): SpaceStore {
  const call = database.call as (group: "space", op: Method, ...args: unknown[]) => Promise<unknown>;
  const methods = Object.keys(METHODS).map((name) => [name, (...args: unknown[]) => call("space", name as Method, ...args)]);
  // The worker's group has the store's own type (`space-ops.ts`): names and types agree there.
  return { ...(Object.fromEntries(methods) as Omit<SpaceStore, "close">), close: () => database.close() };
}
