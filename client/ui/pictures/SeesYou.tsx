import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { $seesMe } from "../../store/pictures.ts";
import { $everyone } from "../../store/media.ts";
import { $people } from "../../store/space.ts";
import { names } from "../announce/words.ts";

/** Who sees one's camera just now, in a few words. */
export function SeesYou() {
  const { i18n } = useLingui();
  const people = useStore($people);
  const seen = useStore($seesMe);
  const everyone = useStore($everyone);
  const who = names(
    i18n,
    seen.map((person) => people[person]?.name ?? "?"),
  );
  if (everyone > seen.length) return <Plural value={everyone} one="# person sees you" other="# people see you" />;
  if (seen.length === 0) return <Trans>Nobody sees you just now.</Trans>;
  return <Plural value={seen.length} one={<span>Sees you: {who}</span>} other={<span>Sees you: {who}</span>} />;
}
