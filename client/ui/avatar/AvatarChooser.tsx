import { Trans } from "@lingui/react/macro";
import { Dices, Palette } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { type Appearance, encodeAppearance, randomAppearance } from "../../../shared/domain/appearance.ts";
import { moreWords } from "../i18n/load.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Figure } from "../parts/Portrait.tsx";
import css from "./Avatar.module.css";

const AvatarMaker = lazy(async () => {
  const [{ AvatarMaker: maker }] = await Promise.all([import("./AvatarMaker.tsx"), moreWords("all")]);
  return { default: maker };
});

/** One's avatar: by lot, again by lot, or piece by piece. What one gets around with is chosen, so a new lot keeps it. */
export function AvatarChooser({ look, onChange }: { look: Appearance; onChange: (look: Appearance) => void }) {
  const [making, setMaking] = useState(false);
  return (
    <div className={css.chooser}>
      <div className={css.stage}>
        <Figure appearance={encodeAppearance(look)} size={190} />
      </div>
      <div className={css.buttons}>
        <Button icon={<Dices aria-hidden />} onClick={() => onChange({ ...randomAppearance(Math.random), aid: look.aid })}>
          <Trans>Another one</Trans>
        </Button>
        <Button icon={<Palette aria-hidden />} onClick={() => setMaking(true)}>
          <Trans>Make my own</Trans>
        </Button>
      </div>
      {making && (
        <Dialog wide title={<Trans>Your avatar</Trans>} onClose={() => setMaking(false)}>
          <Suspense fallback={null}>
            <AvatarMaker look={look} onChange={onChange} />
          </Suspense>
          <Button look="primary" size="l" wide onClick={() => setMaking(false)}>
            <Trans>Done</Trans>
          </Button>
        </Dialog>
      )}
    </div>
  );
}
