/** Whom one's message to all has reached. */
import type { I18n } from "@lingui/core";
import { plural, t } from "@lingui/core/macro";
import type { LeadingDown } from "../../../shared/protocol/leading.ts";

export function reachedWords(i18n: I18n, { people, away }: LeadingDown["announcedTo"]): string {
  if (people === 0 && away === 0) return t(i18n)`Nobody else is here just now; whoever comes back within half an hour reads your message.`;
  const here = t(i18n)`${plural(people, { one: "# person has your message.", other: "# people have your message." })}`;
  if (away === 0) return here;
  const later = t(
    i18n,
  )`${plural(away, { one: "# is away and reads it when they are back.", other: "# are away and read it when they are back." })}`;
  return people === 0 ? later : `${here} ${later}`;
}
