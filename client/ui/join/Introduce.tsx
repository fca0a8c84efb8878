import { Trans, useLingui } from "@lingui/react/macro";
import { $sound } from "../../store/prefs.ts";
import { $language } from "../i18n/load.ts";
import { Page } from "../parts/Page.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { type Chosen, Newcomer } from "./Newcomer.tsx";
import { surroundings } from "./surroundings.ts";
import { WayOut } from "./WayOut.tsx";

/** Whoever made the space has come by no invite, and has no name yet: asked once, before anybody sees them. */
export function Introduce({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const come = async ({ name, appearance }: Chosen, sound: "on" | "off"): Promise<Trouble | null> => {
    const answer = await ask("PATCH /api/me", { body: { name, appearance, lang: $language.get() } });
    if (!answer.ok) return answer;
    $sound.set(sound);
    onDone();
    return null;
  };
  return (
    <Page
      wide
      title={<Trans>And who are you?</Trans>}
      documentTitle={t`Your name`}
      lead={<Trans>Your group should see who is there. You can change both later, in the settings.</Trans>}
    >
      <WayOut where={surroundings()} />
      <Newcomer onCome={come} />
    </Page>
  );
}
