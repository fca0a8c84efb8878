/** One's own account: ways to log in, recovery codes, sessions. */
import { randomBytes } from "node:crypto";
import {
  checkLoginName,
  checkPassword,
  cleanPasskeyName,
  foldRecoveryCode,
  RECOVERY_CODES,
  recoveryCode,
} from "../../../shared/domain/accounts/credentials.ts";
import { fail, ok, type Result } from "../../../shared/domain/result.ts";
import type { AccountInfo, SessionInfo, Ways } from "../../../shared/protocol/accounts.ts";
import type { SessionRow } from "../../ports/space-store.ts";
import { describeMe } from "../me.ts";
import type { Identity, Ports } from "../ports.ts";
import { hashSecret } from "../secrets.ts";
import { confirmed, mayChangeWays } from "./sure.ts";
import type { AccountHouse, Asker } from "./house.ts";
import { describePasskey, passkeyHost } from "./passkeys.ts";

/** Guests have no account. Errors: `forbidden`. */
export async function hasAccount(ports: Ports, { user }: Identity): Promise<Result<null>> {
  return (await describeMe(ports, user)).account === "none" ? fail("forbidden") : ok(null);
}

/** The name by which a page speaks of a session: leads to no token, and to no other session. */
const idOf = ({ hash }: Pick<SessionRow, "hash">): string => hashSecret(hash).slice(0, 24);

const describeSession = (row: SessionRow, here: string): SessionInfo => ({
  id: idOf(row),
  device: row.device ?? "",
  createdAt: row.createdAt,
  seenAt: row.seenAt,
  here: row.hash === here,
});

export async function describeAccount({ ports }: AccountHouse, { who, origin }: Asker): Promise<AccountInfo> {
  const { store } = ports;
  const user = who.user.id;
  const [login, ways, passkeys, sessions] = await Promise.all([
    store.login(user),
    store.ways(user),
    store.passkeys(user),
    store.sessions(user),
  ]);
  return {
    name: who.user.name,
    loginName: login?.name ?? null,
    ways,
    passkeys: passkeys.map(describePasskey),
    sessions: sessions.map((row) => describeSession(row, who.session)).sort((a, b) => Number(b.here) - Number(a.here)),
    passkeyHost: passkeyHost(origin),
  };
}

/** Sets the log-in name and, unless it is null, the password. Errors: `login_name_bad`, `login_name_taken`, those of passwords, `confirm_needed`. */
export async function setPassword(
  house: AccountHouse,
  { who, device }: Asker,
  wish: { login: string; password: string | null },
): Promise<Result<{ ways: Ways }>> {
  const { store, clock } = house.ports;
  const name = checkLoginName(wish.login);
  if (!name.ok) return name;
  const password = wish.password === null ? null : checkPassword(wish.password, name.value);
  if (password !== null && !password.ok) return password;
  const may = await mayChangeWays(house.ports, who);
  if (!may.ok) return may;
  const before = await store.login(who.user.id);
  const kept = password === null ? (before?.password ?? null) : await house.passwords.hash(password.value);
  if ((await store.putLogin({ user: who.user.id, name: name.value, password: kept })) === "taken") return fail("login_name_taken");
  // Whoever has just made the first way in can show no older one.
  if (password !== null) await store.confirmSession(who.session, clock.now(), device);
  return ok({ ways: await store.ways(who.user.id) });
}

/** Errors: `confirm_needed`. */
export async function removePassword({ ports }: AccountHouse, who: Identity): Promise<Result<{ ways: Ways }>> {
  const may = await confirmed(ports, who);
  if (!may.ok) return may;
  const login = await ports.store.login(who.user.id);
  if (login !== null) await ports.store.putLogin({ ...login, password: null });
  return ok({ ways: await ports.store.ways(who.user.id) });
}

/** Errors: `confirm_needed`, `not_found`. */
export async function removePasskey({ ports }: AccountHouse, who: Identity, id: string): Promise<Result<{ ways: Ways }>> {
  const may = await confirmed(ports, who);
  if (!may.ok) return may;
  if (!(await ports.store.removePasskey(who.user.id, id))) return fail("not_found");
  return ok({ ways: await ports.store.ways(who.user.id) });
}

/** Errors: `name_empty`, `not_found`. */
export async function namePasskey({ ports }: AccountHouse, who: Identity, id: string, raw: string): Promise<Result<null>> {
  const name = cleanPasskeyName(raw);
  if (name === "") return fail("name_empty");
  return (await ports.store.namePasskey(who.user.id, id, name)) ? ok(null) : fail("not_found");
}

/** Ten codes in place of the old, told this once. Errors: `confirm_needed`. */
export async function newRecoveryCodes({ ports }: AccountHouse, who: Identity): Promise<Result<{ codes: string[] }>> {
  const may = await confirmed(ports, who);
  if (!may.ok) return may;
  const codes: string[] = [];
  while (codes.length < RECOVERY_CODES) {
    const code = recoveryCode(randomBytes(48));
    if (code !== null) codes.push(code);
  }
  await ports.store.putRecoveryCodes(
    who.user.id,
    codes.map((code) => hashSecret(foldRecoveryCode(code))),
  );
  return ok({ codes });
}

/** @returns the hash of the session that ended. Errors: `not_found`. */
export async function endSession({ ports }: AccountHouse, who: Identity, id: string): Promise<Result<string>> {
  const row = (await ports.store.sessions(who.user.id)).find((one) => idOf(one) === id);
  if (row === undefined) return fail("not_found");
  await ports.store.deleteSession(row.hash);
  return ok(row.hash);
}
