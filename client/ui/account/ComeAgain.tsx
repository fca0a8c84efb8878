import "./sentences.ts";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "../parts/Button.tsx";
import { Page } from "../parts/Page.tsx";
import { Stays } from "../parts/Stays.tsx";
import { FirstWay } from "./FirstWay.tsx";

/** After coming by a link: how they will come in the next time. It may be put off; the start page reminds. */
export function ComeAgain({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  return (
    <Page
      title={<Trans>How will you come in the next time?</Trans>}
      documentTitle={t`Log in the next time`}
      lead={<Trans>The link worked once. Choose how you log in from other devices, or when this one has forgotten you.</Trans>}
    >
      <Stays>
        <FirstWay onDone={onDone} />
      </Stays>
      <Button look="plain" wide onClick={onDone}>
        <Trans>Later</Trans>
      </Button>
    </Page>
  );
}
