/** Someone inside a space changes name, looks or language: kept, and shown in every space they are in. */
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import type { UpMessages } from "../../../shared/protocol/messages.ts";
import type { SpaceDeps } from "../../rooms/space-deps.ts";
import { bearerOf, checkProfile } from "../me.ts";
import { nameCheck } from "../names.ts";

/** Errors: those of names and of `nameCheck`, `bad_request`, `storage_failed`. */
export async function changeProfile(
  { store, live, log, words }: Pick<SpaceDeps, "store" | "live" | "log" | "words">,
  user: string,
  profile: UpMessages["profile"],
): Promise<{ code: ErrorCode; params?: Record<string, string | number> } | null> {
  const checked = checkProfile(profile);
  if (!checked.ok) return checked.params === undefined ? { code: checked.code } : { code: checked.code, params: checked.params };
  try {
    const row = await store.user(user);
    const borne = row === null ? null : await nameCheck(store, words)(checked.value.name, await bearerOf(store, row));
    if (borne?.ok === false) return { code: borne.code };
    await store.updateUser(user, checked.value);
  } catch (error) {
    log.error({ err: error }, "a profile could not be written");
    return { code: "storage_failed" };
  }
  live.profileChanged(user, checked.value);
  return null;
}
