import type { I18n } from "@lingui/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Printer } from "lucide-react";
import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import type { InviteInfo, SpaceInfo } from "../../../shared/protocol/http.ts";
import { LANGUAGES, type Language } from "../i18n/languages.ts";
import { $language, wordsIn } from "../i18n/load.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Cards } from "./print/Cards.tsx";
import { Sheet } from "./print/Sheet.tsx";
import type { PrintedLink } from "./print/printed.ts";
import paper from "./print/Paper.module.css";
import css from "./Invite.module.css";

/** A sheet for the wall, or cards to cut out, in the languages of the group. What is shown is what is printed. */
export function PrintDialog({
  space,
  invite,
  links,
  onClose,
}: {
  space: SpaceInfo;
  invite: InviteInfo;
  /** One without a name: a sheet. Personal ones: a card each. */
  links: readonly PrintedLink[];
  onClose: () => void;
}) {
  const { t } = useLingui();
  const own = useStore($language);
  const [chosen, setChosen] = useState<readonly Language[]>([own]);
  const [now] = useState(Date.now);
  const [words, setWords] = useState<readonly I18n[]>([]);
  useEffect(() => {
    let wanted = true;
    void Promise.all(chosen.map(wordsIn)).then((all) => {
      if (wanted) setWords(all);
    });
    return () => {
      wanted = false;
    };
  }, [chosen]);
  const toggle = (language: Language, on: boolean): void => {
    // In the order of the list, whatever the order of the presses; never none.
    const next = (Object.keys(LANGUAGES) as Language[]).filter((tag) => (tag === language ? on : chosen.includes(tag)));
    if (next.length > 0) setChosen(next);
  };
  const personal = links.some(({ name }) => name !== null);
  // A start that is past is no news on paper.
  const startsAt = (space.settings.startsAt ?? 0) > now ? space.settings.startsAt : null;
  const pages = personal ? (
    <Cards name={space.name} startsAt={startsAt} words={words} links={links} />
  ) : (
    <Sheet name={space.name} startsAt={startsAt} until={invite.expiresAt} words={words} link={links[0]?.link ?? ""} />
  );
  return (
    <>
      <Dialog wide title={personal ? <Trans>Print cards</Trans> : <Trans>Print a sheet</Trans>} onClose={onClose}>
        <fieldset className={css.section}>
          <legend>
            <strong>
              <Trans>Languages on it</Trans>
            </strong>
          </legend>
          <div className={css.languages}>
            {(Object.entries(LANGUAGES) as [Language, string][]).map(([tag, name]) => (
              <label key={tag} className={css.tick}>
                <input type="checkbox" checked={chosen.includes(tag)} onChange={(event) => toggle(tag, event.target.checked)} />
                <span lang={tag}>{name}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <Button look="primary" size="l" icon={<Printer aria-hidden />} disabled={words.length === 0} onClick={() => print()}>
          <Trans>Print, or save as PDF</Trans>
        </Button>
        {/* It scrolls, so it must be reachable by keyboard. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div className={css.preview} tabIndex={0} role="region" aria-label={t`How it will look`}>
          <div className={paper.preview}>{words.length > 0 && pages}</div>
        </div>
      </Dialog>
      {createPortal(<div className={paper.printed}>{words.length > 0 && pages}</div>, document.body)}
    </>
  );
}
