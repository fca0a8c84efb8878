import { useLingui } from "@lingui/react/macro";
import type { Trouble } from "../text/ask.ts";
import { sentence } from "../text/errors.ts";

/** Refusals that are about what was typed, where there is one field for it. */
const ABOUT_FIELD = new Set<string>(["login_wrong", "recovery_unknown"]);

/** The words for the field that a refusal is about; null: it is about none, or there is none. */
export function useSaid(trouble: Trouble | null): string | null {
  const { i18n } = useLingui();
  return trouble !== null && ABOUT_FIELD.has(trouble.code) ? sentence(i18n, trouble.code, trouble.params) : null;
}
