/** Somebody shows that it is still them. */
import { foldPassword, foldRecoveryCode } from "../../../shared/domain/accounts/credentials.ts";
import { waitParams } from "../../../shared/domain/accounts/waits.ts";
import { fail, ok, type Result } from "../../../shared/domain/result.ts";
import type { Proof } from "../../../shared/protocol/accounts.ts";
import { hashSecret } from "../secrets.ts";
import type { AccountHouse, Asker } from "./house.ts";
import { verifyPasskey } from "./passkeys.ts";

/** Takes a proof; from then on the session is confirmed. Errors: `login_wrong`, `login_wait`, `passkey_failed`, `recovery_unknown`, `rate_limited`. */
export async function confirm(house: AccountHouse, asker: Asker, proof: Proof): Promise<Result<null>> {
  const { store, clock } = house.ports;
  const { who } = asker;
  const shown = await check(house, asker, proof);
  if (shown.ok) await store.confirmSession(who.session, clock.now(), asker.device);
  return shown;
}

async function check(house: AccountHouse, asker: Asker, proof: Proof): Promise<Result<null>> {
  const { ports, attempts, passwords } = house;
  const { who, address } = asker;
  if ("passkey" in proof) {
    const used = await verifyPasskey(house, asker, proof.passkey, { kind: "confirm", session: who.session });
    return used.ok ? (used.value === who.user.id ? ok(null) : fail("passkey_failed")) : used;
  }
  const now = ports.clock.mono();
  const row = await ports.store.login(who.user.id);
  // Counted with the log-ins of the same person: no second set of tries.
  const name = row?.name ?? who.user.id;
  const wait = attempts.begin(name, address, now);
  if (wait > 0) return fail("login_wait", waitParams(wait));
  if ("recovery" in proof) {
    const taken = await ports.store.takeRecoveryCode(hashSecret(foldRecoveryCode(proof.recovery)), who.user.id);
    if (taken === null) return fail("recovery_unknown");
  } else {
    const verdict = await passwords.verify(row?.password ?? null, foldPassword(proof.password), address);
    if (verdict === "busy") attempts.dropped(name, address);
    if (verdict !== "right") return verdict === "busy" ? fail("rate_limited", { seconds: 2 }) : fail("login_wrong");
  }
  attempts.succeeded(name, address, now);
  return ok(null);
}
