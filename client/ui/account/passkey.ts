/** The browser's part of passkeys. Its code loads with the first use. */
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import type { PasskeyMade, PasskeyUsed } from "../../../shared/protocol/accounts.ts";
import { type Answered, ask } from "../text/ask.ts";

/** Whether this browser makes passkeys at this address. @param host what the server says of it, where it was asked */
export const hasPasskeys = (host: string | null = location.hostname): boolean =>
  isSecureContext && "PublicKeyCredential" in globalThis && host === location.hostname && !/^[\d.]+$|^\[/.test(location.hostname);

/** Closed by the person, or the device has none that fits: nothing to complain about. */
export type Cancelled = { ok: false; code: "cancelled" };
const CANCELLED: Cancelled = { ok: false, code: "cancelled" };
type Ceremony<T> = Answered<T> | Cancelled;

async function ceremony<T>(run: () => Promise<T>): Promise<{ ok: true; value: T } | { ok: false; code: "cancelled" | "passkey_failed" }> {
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    if (name === "NotAllowedError" || name === "AbortError") return CANCELLED;
    return { ok: false, code: "passkey_failed" };
  }
}

/** Shows a passkey for options of the server. */
export async function usePasskeyFor(options: unknown): Promise<Ceremony<PasskeyUsed>> {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  const shown = await ceremony(() => startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON }));
  if (!shown.ok) return shown;
  const { id, rawId, response } = shown.value;
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return {
    ok: true,
    value: {
      id,
      rawId,
      type: "public-key",
      response: { clientDataJSON, authenticatorData, signature, userHandle },
      clientExtensionResults: {},
    },
  };
}

/** Makes a passkey and tells the server. @param name how the person calls it; "": after the browser */
export async function makePasskey(name: string): Promise<Ceremony<{ id: string }>> {
  const wish = await ask("POST /api/account/passkeys/options", { body: {} });
  if (!wish.ok) return wish;
  const { startRegistration } = await import("@simplewebauthn/browser");
  const made = await ceremony(() => startRegistration({ optionsJSON: wish.value.options as PublicKeyCredentialCreationOptionsJSON }));
  if (!made.ok) return made;
  const { id, rawId, response } = made.value;
  const { clientDataJSON, attestationObject, transports } = response;
  const passkey: PasskeyMade = {
    id,
    rawId,
    type: "public-key",
    response: { clientDataJSON, attestationObject, transports },
    clientExtensionResults: {},
  };
  const added = await ask("POST /api/account/passkeys", { body: { passkey, name } });
  return added.ok ? { ok: true, value: added.value.passkey } : added;
}
