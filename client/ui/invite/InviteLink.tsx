import { Trans, useLingui } from "@lingui/react/macro";
import { Printer } from "lucide-react";
import { useState } from "react";
import type { AddressReport, InviteInfo, SpaceInfo } from "../../../shared/protocol/http.ts";
import { Button } from "../parts/Button.tsx";
import { CopyButton } from "../parts/CopyButton.tsx";
import { AddressAdvice } from "./AddressAdvice.tsx";
import { PrintDialog } from "./PrintDialog.tsx";
import { Qr } from "./Qr.tsx";
import { adviceFor, linkOf } from "./reach.ts";
import css from "./Invite.module.css";

/** The link, with what its address is good for. No QR leads to an address that no phone can open, and nothing is printed of it. */
export function InviteLink({
  space,
  address,
  invite,
  code,
}: {
  space: SpaceInfo;
  address: AddressReport;
  invite: InviteInfo;
  code: string;
}) {
  const { t } = useLingui();
  const [origin, setOrigin] = useState(address.origin);
  const [printing, setPrinting] = useState(false);
  const link = linkOf(origin, code);
  const withQr = adviceFor(address, origin).kind !== "this-device";
  return (
    <section className={css.section} aria-label={t`The new link`}>
      <div className={css.give} data-qr={withQr}>
        {withQr && <Qr link={link} />}
        <div className={css.linkBox}>
          <p className={css.link} data-testid="invite-link">
            {link}
          </p>
          <div className={css.origins}>
            <CopyButton size="m" look="primary" text={link} label={<Trans>Copy the link</Trans>} />
            {withQr && (
              <Button icon={<Printer aria-hidden />} onClick={() => setPrinting(true)}>
                <Trans>Print a sheet</Trans>
              </Button>
            )}
          </div>
          <p className={css.hint}>
            <Trans>Give it to your group. It is shown only now; you can always make another one.</Trans>
          </p>
        </div>
      </div>
      <AddressAdvice address={address} origin={origin} onOrigin={setOrigin} />
      {printing && <PrintDialog space={space} invite={invite} links={[{ name: null, link }]} onClose={() => setPrinting(false)} />}
    </section>
  );
}
