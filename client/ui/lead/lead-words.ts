/** Who leads, as it is told to those who lead when it changes. */
import type { I18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import type { SessionFacts } from "../../store/leading.ts";

type Who = Pick<SessionFacts, "lead" | "standIn">;

/**
 * Null: no news. The first to lead when nobody did is none, either.
 * @param nameOf undefined: not known
 */
export function leadWords(i18n: I18n, was: Who, is: Who, you: PersonId, nameOf: (id: PersonId) => string | undefined): string | null {
  const first = nameOf(is.lead);
  const second = nameOf(is.standIn);
  if (was.lead !== is.lead && was.lead !== 0 && is.lead !== 0) {
    if (is.lead === you) return t(i18n)`You lead now.`;
    const given = first;
    return given === undefined ? t(i18n)`Somebody else leads now.` : t(i18n)`${given} leads now.`;
  }
  if (was.standIn === is.standIn) return null;
  if (is.standIn === you)
    return first === undefined ? t(i18n)`You lead: the first to lead is gone.` : t(i18n)`You lead, too: the connection of ${first} broke.`;
  if (is.standIn === 0) {
    // Whoever stood in is the first now, or the first is back.
    if (is.lead === 0 || was.standIn === is.lead) return null;
    if (is.lead === you) return t(i18n)`You lead again.`;
    return first === undefined ? t(i18n)`Somebody else leads now.` : t(i18n)`${first} leads again.`;
  }
  if (is.lead === you)
    return second === undefined
      ? t(i18n)`Somebody else leads, too: your connection was gone.`
      : t(i18n)`${second} leads, too: your connection was gone.`;
  if (second === undefined) return t(i18n)`Somebody else leads now.`;
  const also = second;
  return t(i18n)`${also} leads, too.`;
}
