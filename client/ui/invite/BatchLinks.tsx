import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Download, Printer } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { toCsv } from "../../../shared/domain/csv.ts";
import type { AddressReport, InviteInfo, SpaceInfo } from "../../../shared/protocol/http.ts";
import { Button } from "../parts/Button.tsx";
import { CopyButton } from "../parts/CopyButton.tsx";
import { AddressAdvice } from "./AddressAdvice.tsx";
import { PrintDialog } from "./PrintDialog.tsx";
import { adviceFor, linkOf } from "./reach.ts";
import css from "./Invite.module.css";

/** The personal links, told once: to copy as a table, as a file for a mail merge, or as cards to cut out. */
export function BatchLinks({
  space,
  address,
  made,
  onAnother,
}: {
  space: SpaceInfo;
  address: AddressReport;
  made: readonly { invite: InviteInfo; name: string; code: string }[];
  onAnother: () => void;
}) {
  const { t } = useLingui();
  const [origin, setOrigin] = useState(address.origin);
  const [printing, setPrinting] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const links = made.map(({ name, code }) => ({ name, link: linkOf(origin, code) }));
  const forPhones = adviceFor(address, origin).kind !== "this-device";
  const download = (): void => {
    // With a mark of UTF-8: without it spreadsheets read "Žan" as "Å½an".
    const csv = `\uFEFF${toCsv([[t`Name`, t`Link`], ...links.map(({ name, link }) => [name, link])])}`;
    const url = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
    const anchor = document.createElement("a");
    anchor.href = url;
    anchor.download = `${space.name.replace(/[^\p{L}\p{N}]+/gu, "-") || "kartu"}.csv`;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  const [first] = made;
  return (
    <section className={css.section} aria-labelledby="batch-made">
      <h3 id="batch-made" ref={heading} tabIndex={-1}>
        <Plural value={made.length} one="# link is ready" other="# links are ready" />
      </h3>
      <p className={css.hint}>
        <Trans>They are shown only now: copy, save or print them before you leave. Each works for one person.</Trans>
      </p>
      <div className={css.origins}>
        <CopyButton
          size="m"
          look="primary"
          text={links.map(({ name, link }) => `${name}\t${link}`).join("\n")}
          label={<Trans>Copy as a table</Trans>}
        />
        <Button icon={<Download aria-hidden />} onClick={download}>
          <Trans>Save as CSV</Trans>
        </Button>
        {forPhones && (
          <Button icon={<Printer aria-hidden />} onClick={() => setPrinting(true)}>
            <Trans>Print cards</Trans>
          </Button>
        )}
      </div>
      {/* It scrolls, so it must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={css.scroll} tabIndex={0} role="region" aria-label={t`Personal links`}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">
                <Trans>Name</Trans>
              </th>
              <th scope="col">
                <Trans>Link</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {links.map(({ name, link }) => (
              <tr key={link}>
                <th scope="row">{name}</th>
                <td>
                  <span className={css.cell}>{link}</span>
                  <CopyButton text={link} label={<Trans>Copy</Trans>} of={name} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <AddressAdvice address={address} origin={origin} onOrigin={setOrigin} />
      <Button look="quiet" onClick={onAnother}>
        <Trans>Another list</Trans>
      </Button>
      {printing && first && <PrintDialog space={space} invite={first.invite} links={links} onClose={() => setPrinting(false)} />}
    </section>
  );
}
