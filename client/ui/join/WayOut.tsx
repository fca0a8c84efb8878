import { Trans } from "@lingui/react/macro";
import { CopyButton } from "../parts/CopyButton.tsx";
import { Notice } from "../parts/Notice.tsx";
import type { Surroundings } from "./surroundings.ts";

/** Said before the nickname: what will not work in this browser, what still does, and how to get out of it. */
/** @param once the link lets in one person more: used in here, it opens nowhere else afterwards */
export function WayOut({ where, once = false }: { where: Surroundings; once?: boolean }) {
  switch (where.kind) {
    case "fine":
      return null;
    case "in-app":
      return (
        <Notice
          kind="warn"
          title={<Trans>You are inside another app</Trans>}
          action={<CopyButton text={location.href} label={<Trans>Copy this link</Trans>} />}
        >
          {once && (
            <p>
              <strong>
                <Trans>Your link lets you in once: join in your own browser, not here.</Trans>
              </strong>
            </p>
          )}
          <Trans>
            Its browser blocks the microphone. Copy the link and open it in your own browser (Chrome, Safari, Firefox). Or stay: listening
            and writing work here too.
          </Trans>
        </Notice>
      );
    case "insecure":
      return (
        <Notice kind="warn" title={<Trans>No microphone at this address</Trans>}>
          <Trans>
            The address starts with http, not https, and browsers give no microphone there. Walking, listening, writing and boards work. If
            you want to speak, ask your trainer for a link that starts with https.
          </Trans>
        </Notice>
      );
    case "no-webrtc":
      return (
        <Notice kind="warn" title={<Trans>No sound in this browser</Trans>}>
          <Trans>
            This browser can neither play nor send voices. Walking, writing and boards work. To talk, open the link in a newer browser.
          </Trans>
        </Notice>
      );
  }
}
