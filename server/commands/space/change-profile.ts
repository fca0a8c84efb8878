/** Someone inside a space changes name, looks or language: kept, and shown in every space they are in. */
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import type { UpMessages } from "../../../shared/protocol/messages.ts";
import type { SpaceDeps } from "../../rooms/space-deps.ts";
import { checkProfile } from "../me.ts";

/** Errors: those of names, `bad_request`, `storage_failed`. */
export async function changeProfile(
  { store, live, log }: Pick<SpaceDeps, "store" | "live" | "log">,
  user: string,
  profile: UpMessages["profile"],
): Promise<{ code: ErrorCode; params?: Record<string, string | number> } | null> {
  const checked = checkProfile(profile);
  if (!checked.ok) return checked.params === undefined ? { code: checked.code } : { code: checked.code, params: checked.params };
  try {
    await store.updateUser(user, checked.value);
  } catch (error) {
    log.error({ err: error }, "a profile could not be written");
    return { code: "storage_failed" };
  }
  live.profileChanged(user, checked.value);
  return null;
}
