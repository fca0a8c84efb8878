/** What became of one's own call for help, as it is said: the pill (`Led.tsx`) shows the same. */
import type { I18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import type { LeadingDown } from "../../../shared/protocol/leading.ts";

type MyCall = LeadingDown["help"] | null;

/**
 * Who is coming, that nobody is any more, and that the first of those on duty came or the last one went. Null: nothing new.
 * @param name of whoever is coming; undefined: not known
 * @param contact of the organisation; "": it has none
 */
export function helpWords(i18n: I18n, was: MyCall, is: MyCall, name: string | undefined, contact: string): string | null {
  if (is === null) return null;
  if (is.state === "coming") {
    if (was?.by === is.by) return null;
    return name === undefined ? t(i18n)`A trainer is coming to help you.` : t(i18n)`${name} is coming to help you.`;
  }
  if (was === null) return null;
  const alone = t(i18n)`No trainer is here just now; whoever comes reads your call.`;
  const nobody = contact === "" ? alone : `${alone} ${t(i18n)`You can also turn to: ${contact}`}`;
  if (was.state === "coming") {
    const gone = t(i18n)`Whoever was coming to you cannot come any more; your call waits again.`;
    return is.onDuty === 0 ? `${gone} ${nobody}` : gone;
  }
  if (was.onDuty > 0 && is.onDuty === 0) return nobody;
  return was.onDuty === 0 && is.onDuty > 0 ? t(i18n)`A trainer is here now and reads your call.` : null;
}
