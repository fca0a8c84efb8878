import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { AddressReport } from "../../../shared/protocol/http.ts";
import { Button } from "../parts/Button.tsx";
import { CopyButton } from "../parts/CopyButton.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Qr } from "./Qr.tsx";
import { adviceFor, linkOf } from "./reach.ts";
import { FromAnywhere } from "./FromAnywhere.tsx";
import css from "./Invite.module.css";

/** The link, with what its address is good for. No QR leads to an address that no phone can open. */
export function InviteLink({ address, code }: { address: AddressReport; code: string }) {
  const { t } = useLingui();
  const [origin, setOrigin] = useState(address.origin);
  const link = linkOf(origin, code);
  const advice = adviceFor(address, origin);
  const withQr = advice.kind !== "this-device";
  return (
    <section className={css.section} aria-label={t`The new link`}>
      <div className={css.give} data-qr={withQr}>
        {withQr && <Qr link={link} />}
        <div className={css.linkBox}>
          <p className={css.link} data-testid="invite-link">
            {link}
          </p>
          <CopyButton size="m" look="primary" text={link} label={<Trans>Copy the link</Trans>} />
          <p className={css.hint}>
            <Trans>Give it to your group. It is shown only now; you can always make another one.</Trans>
          </p>
        </div>
      </div>
      {advice.kind === "this-device" && (
        <>
          <Notice kind="warn" title={<Trans>Only this computer can open this link</Trans>}>
            <Trans>
              Its address says “this computer”. A phone that scans it would look for Kartu on itself, so there is no QR code yet. This is
              how others can come:
            </Trans>
          </Notice>
          <ol className={css.steps}>
            <li>
              <h3>
                <Trans>In the same network (Wi-Fi)</Trans>
              </h3>
              {advice.network.length === 0 ? (
                <p>
                  <Trans>
                    This computer is in no network just now, or Kartu listens only to itself. Connect it, start Kartu anew, and look here
                    again.
                  </Trans>
                </p>
              ) : (
                <>
                  <p>
                    <Trans>
                      Use an address of this computer in the network. Over plain http there is no microphone: walking, listening, writing
                      and boards work.
                    </Trans>
                  </p>
                  <div className={css.origins}>
                    {advice.network.map((other) => (
                      <Button key={other} size="s" onClick={() => setOrigin(other)}>
                        {other}
                      </Button>
                    ))}
                  </div>
                </>
              )}
            </li>
            <FromAnywhere port={address.port} />
          </ol>
        </>
      )}
      {advice.kind === "network-http" && (
        <>
          <Notice kind="warn" title={<Trans>For people in the same network, without a microphone</Trans>}>
            <Trans>
              Everyone in this network can come with this link. Browsers give no microphone over plain http: walking, listening, writing and
              boards work. For voices:
            </Trans>
          </Notice>
          <ol className={css.steps}>
            <FromAnywhere port={address.port} />
          </ol>
        </>
      )}
      {advice.kind === "internet-http" && (
        <>
          <Notice kind="warn" title={<Trans>This link works without a microphone only</Trans>}>
            <Trans>The address starts with http. Browsers give the microphone to https alone:</Trans>
          </Notice>
          <ol className={css.steps}>
            <FromAnywhere port={address.port} />
          </ol>
        </>
      )}
      {advice.kind === "fine" && !advice.everywhere && (
        <Notice kind="info">
          <Trans>This address works inside your own network. People elsewhere cannot open it.</Trans>
        </Notice>
      )}
    </section>
  );
}
