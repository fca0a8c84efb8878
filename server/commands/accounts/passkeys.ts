/** Passkeys: made, used, named, removed. The address of the page decides whether there are any: docs/decisions/70. */
import { isIP } from "node:net";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { cleanPasskeyName } from "../../../shared/domain/accounts/credentials.ts";
import { fail, ok, type Result } from "../../../shared/domain/result.ts";
import type { PasskeyInfo, PasskeyMade, PasskeyUsed } from "../../../shared/protocol/accounts.ts";
import type { PasskeyRow } from "../../ports/account-store.ts";
import type { Purpose } from "./challenges.ts";
import { mayChangeWays } from "./sure.ts";
import type { AccountHouse, Asker, From } from "./house.ts";

/** More than this of one person nobody needs. */
const MAX_PASSKEYS = 20;
const CEREMONY = 120_000;

/** The host for which browsers make passkeys at this origin, or null: plain http away from localhost, or an address without a name. */
export function passkeyHost(origin: string): string | null {
  const { protocol, hostname } = new URL(origin);
  if (protocol === "https:") return isIP(hostname.replace(/^\[|\]$/g, "")) === 0 ? hostname : null;
  return hostname === "localhost" || hostname.endsWith(".localhost") ? hostname : null;
}

export const describePasskey = ({ id, name, createdAt, usedAt }: PasskeyRow): PasskeyInfo => ({ id, name, createdAt, usedAt });

/** Errors: `passkey_unavailable`, `confirm_needed`, `forbidden` (there are too many). */
export async function passkeyOptions(house: AccountHouse, { who, origin }: Asker): Promise<Result<unknown>> {
  const { store, clock } = house.ports;
  const host = passkeyHost(origin);
  if (host === null) return fail("passkey_unavailable");
  const may = await mayChangeWays(house.ports, who);
  if (!may.ok) return may;
  const [login, known] = await Promise.all([store.login(who.user.id), store.passkeys(who.user.id)]);
  if (known.length >= MAX_PASSKEYS) return fail("forbidden");
  const name = login?.name ?? (who.user.name || "Kartu");
  const options = await generateRegistrationOptions({
    rpName: "Kartu",
    rpID: host,
    // An id that says nothing about anybody.
    userID: new Uint8Array(Buffer.from(who.user.id)),
    userName: name,
    userDisplayName: who.user.name || name,
    timeout: CEREMONY,
    attestationType: "none",
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
    // Found without a name, and unlocked by its person: it is the only thing that is asked for.
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  house.challenges.put(options.challenge, { kind: "register", session: who.session }, clock.mono());
  return ok(options);
}

/** Errors: `passkey_failed`, `passkey_unavailable`, `confirm_needed`. */
export async function addPasskey(house: AccountHouse, asker: Asker, made: PasskeyMade, rawName: string): Promise<Result<PasskeyInfo>> {
  const { store, clock } = house.ports;
  const { who, origin, device } = asker;
  const host = passkeyHost(origin);
  if (host === null) return fail("passkey_unavailable");
  const may = await mayChangeWays(house.ports, who);
  if (!may.ok) return may;
  const { response, ...rest } = made;
  const { transports = [], ...signed } = response;
  const checked = await verifyRegistrationResponse({
    response: { ...rest, response: signed },
    expectedChallenge: (challenge) => house.challenges.take(challenge, { kind: "register", session: who.session }, clock.mono()),
    expectedOrigin: origin,
    expectedRPID: host,
    requireUserVerification: true,
  }).catch(() => null);
  if (checked?.verified !== true) return fail("passkey_failed");
  const { credential } = checked.registrationInfo;
  const now = clock.now();
  const row: PasskeyRow = {
    id: credential.id,
    user: who.user.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports,
    name:
      cleanPasskeyName(rawName) ||
      device
        .split("/")
        .filter((word) => word !== "")
        .join(", "),
    createdAt: now,
    usedAt: null,
  };
  if (!(await store.addPasskey(row))) return fail("passkey_failed");
  // Whoever has just unlocked it has shown that it is them.
  await store.confirmSession(who.session, now, device);
  return ok(describePasskey(row));
}

/** Options to show a passkey: whichever the browser has, or one of `user`'s. Errors: `passkey_unavailable`. */
export async function proofOptions(house: AccountHouse, { origin }: From, purpose: Purpose, user?: string): Promise<Result<unknown>> {
  const host = passkeyHost(origin);
  if (host === null) return fail("passkey_unavailable");
  const own = user === undefined ? [] : await house.ports.store.passkeys(user);
  const options = await generateAuthenticationOptions({
    rpID: host,
    timeout: CEREMONY,
    userVerification: "required",
    allowCredentials: own.map(({ id, transports }) => ({ id, transports })),
  });
  house.challenges.put(options.challenge, purpose, house.ports.clock.mono());
  return ok(options);
}

/** @returns whose passkey it is. Errors: `passkey_failed`, `passkey_unavailable`. */
export async function verifyPasskey(house: AccountHouse, { origin }: From, used: PasskeyUsed, purpose: Purpose): Promise<Result<string>> {
  const { store, clock } = house.ports;
  const host = passkeyHost(origin);
  if (host === null) return fail("passkey_unavailable");
  const row = await store.passkey(used.id);
  if (row === null) return fail("passkey_failed");
  const { response, ...rest } = used;
  const { userHandle, ...signed } = response;
  if (userHandle !== undefined && Buffer.from(userHandle, "base64url").toString() !== row.user) return fail("passkey_failed");
  const checked = await verifyAuthenticationResponse({
    response: { ...rest, response: signed },
    expectedChallenge: (challenge) => house.challenges.take(challenge, purpose, clock.mono()),
    expectedOrigin: origin,
    expectedRPID: host,
    credential: { id: row.id, publicKey: new Uint8Array(row.publicKey), counter: row.counter },
    requireUserVerification: true,
    // A counter that went back (a copied key) throws.
  }).catch(() => null);
  if (checked?.verified !== true) return fail("passkey_failed");
  await store.passkeyUsed(row.id, checked.authenticationInfo.newCounter, clock.now());
  return ok(row.user);
}
