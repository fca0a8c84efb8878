/** The ways into an account. Each gives a new session, and ends the one that the browser had: a guest who logs in is that account from then on. */
import { foldLoginName, foldPassword, foldRecoveryCode } from "../../../shared/domain/accounts/credentials.ts";
import { waitParams } from "../../../shared/domain/accounts/waits.ts";
import { fail, ok, type Result } from "../../../shared/domain/result.ts";
import type { PasskeyUsed } from "../../../shared/protocol/accounts.ts";
import type { Entered } from "../owner.ts";
import type { Identity, Ports } from "../ports.ts";
import { hashSecret, newCode, newId } from "../secrets.ts";
import { renewSession } from "../sessions.ts";
import type { AccountHouse, From } from "./house.ts";
import { verifyPasskey } from "./passkeys.ts";

/** A link for somebody who lost everything opens once within this time, ms. */
const LOGIN_LINK_LIFE = 24 * 3_600_000;

async function enter({ ports }: AccountHouse, user: string, from: From, old: Identity | null): Promise<Result<Entered>> {
  const person = await ports.store.user(user);
  if (person === null) return fail("login_wrong");
  return ok({ user: person, token: await renewSession(ports, person, old, { device: from.device, confirmed: true }) });
}

/** Errors: `login_wrong` and `login_wait`, for names that nobody has as for others, and in the same time; `rate_limited`. */
export async function loginByPassword(
  house: AccountHouse,
  { login, password }: { login: string; password: string },
  from: From,
  old: Identity | null,
): Promise<Result<Entered>> {
  const { attempts, passwords, ports } = house;
  const name = foldLoginName(login);
  const now = ports.clock.mono();
  const wait = attempts.begin(name, from.address, now);
  if (wait > 0) return fail("login_wait", waitParams(wait));
  const row = await ports.store.loginByName(name);
  const verdict = await passwords.verify(row?.password ?? null, foldPassword(password), from.address);
  if (verdict === "busy") {
    attempts.dropped(name, from.address);
    return fail("rate_limited", { seconds: 2 });
  }
  if (verdict === "wrong" || row === null) return fail("login_wrong");
  attempts.succeeded(name, from.address, now);
  return enter(house, row.user, from, old);
}

/** Errors: `passkey_failed`, `passkey_unavailable`. */
export async function loginByPasskey(house: AccountHouse, used: PasskeyUsed, from: From, old: Identity | null): Promise<Result<Entered>> {
  const whose = await verifyPasskey(house, from, used, { kind: "login" });
  return whose.ok ? enter(house, whose.value, from, old) : whose;
}

/** The code alone says whose it is (78 bit); it is used up. Errors: `recovery_unknown`. */
export async function loginByRecovery(house: AccountHouse, code: string, from: From, old: Identity | null): Promise<Result<Entered>> {
  const user = await house.ports.store.takeRecoveryCode(hashSecret(foldRecoveryCode(code)));
  return user === null ? fail("recovery_unknown") : enter(house, user, from, old);
}

/** Errors: `link_unknown`. */
export async function loginByLink(house: AccountHouse, code: string, from: From, old: Identity | null): Promise<Result<Entered>> {
  const user = await house.ports.store.takeLoginCode(hashSecret(code), house.ports.clock.now());
  return user === null ? fail("link_unknown") : enter(house, user, from, old);
}

/** From the shell of the host: a code that logs `user` in once. */
export async function makeLoginCode({ store, clock, random }: Ports, user: string): Promise<string> {
  const [code, now] = [newCode(random), clock.now()];
  const row = { id: newId(random), hash: hashSecret(code), kind: "login", user, label: "", createdAt: now } as const;
  await store.putCode({ ...row, expiresAt: now + LOGIN_LINK_LIFE });
  return code;
}
