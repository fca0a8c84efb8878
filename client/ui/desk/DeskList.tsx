import { Trans, useLingui } from "@lingui/react/macro";
import { Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { NewSpace } from "../home/NewSpace.tsx";
import { Notice } from "../parts/Notice.tsx";
import { ask } from "../text/ask.ts";
import { DeskCard } from "./DeskCard.tsx";
import { DeskFrame } from "./DeskFrame.tsx";
import { SpaceCards } from "./SpaceCards.tsx";
import css from "./Desk.module.css";

export function DeskList() {
  const { t } = useLingui();
  const [mayCreate, setMayCreate] = useState(false);
  const [creating, setCreating] = useState(false);
  useEffect(() => {
    void ask("GET /api/me").then((me) => {
      if (me.ok) setMayCreate(me.value.member);
    });
  }, []);
  return (
    <DeskFrame title={<Trans>Your desk</Trans>} documentTitle={t`Desk`}>
      <SpaceCards
        empty={
          <Notice kind="info" title={<Trans>You lead no space yet</Trans>}>
            <Trans>Here stand the spaces that you lead. Ask their owner to make you a trainer, or go to the start page.</Trans>
          </Notice>
        }
      />
      {mayCreate &&
        (creating ? (
          <DeskCard title={<Trans>New space</Trans>}>
            <NewSpace />
          </DeskCard>
        ) : (
          <button type="button" className={css.add} onClick={() => setCreating(true)}>
            <Plus aria-hidden /> <Trans>New space</Trans>
          </button>
        ))}
    </DeskFrame>
  );
}
