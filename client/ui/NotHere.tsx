import { Trans, useLingui } from "@lingui/react/macro";
import { Page } from "./parts/Page.tsx";

export function NotHere() {
  const { t } = useLingui();
  return (
    <Page title={<Trans>There is nothing here</Trans>} documentTitle={t`Not found`}>
      <p>
        <Trans>
          This address leads nowhere. Check the link that you were given, or go to the <a href="/">start page</a>.
        </Trans>
      </p>
    </Page>
  );
}
