import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Download, Printer } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "../parts/Button.tsx";
import { CopyButton } from "../parts/CopyButton.tsx";
import { Notice } from "../parts/Notice.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { withConfirmation } from "./confirmation.ts";
import { Sure } from "./Sure.tsx";
import css from "./account.module.css";

/** Ten codes for the day on which everything else is lost. Shown once. */
export function Recovery({ left, name, onChange }: { left: number; name: string; onChange: () => void }) {
  const [codes, setCodes] = useState<string[] | null>(null);
  const [sure, setSure] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const make = async (): Promise<void> => {
    const answer = await withConfirmation(() => ask("POST /api/account/recovery", { body: {} }));
    setTrouble(answer.ok ? null : answer);
    if (!answer.ok) return;
    setCodes(answer.value.codes);
    onChange();
  };
  if (codes !== null) return <Sheet codes={codes} name={name} onDone={() => setCodes(null)} />;
  return (
    <>
      <p className={css.hint}>
        {left === 0 ? (
          <Trans>Codes on paper let you in when your phone is lost or your password forgotten. You have none yet.</Trans>
        ) : (
          <Plural value={left} one="You have # code left." other="You have # codes left." />
        )}
      </p>
      {trouble && <TroubleNotice trouble={trouble} />}
      {sure ? (
        <Sure title={<Trans>Make new codes?</Trans>} action={<Trans>Make new codes</Trans>} onYes={make} onNo={() => setSure(false)}>
          <Trans>The old ones stop working.</Trans>
        </Sure>
      ) : (
        <div className={css.row}>
          <Button onClick={() => (left === 0 ? void make() : setSure(true))}>
            {left === 0 ? <Trans>Make ten codes</Trans> : <Trans>Make new codes</Trans>}
          </Button>
        </div>
      )}
    </>
  );
}

function Sheet({ codes, name, onDone }: { codes: readonly string[]; name: string; onDone: () => void }) {
  const { t, i18n } = useLingui();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const [now] = useState(() => new Date());
  const day = i18n.date(now, { day: "numeric", month: "long", year: "numeric" });
  const host = location.host;
  const title = t`Kartu recovery codes of ${name}, ${host}, ${day}`;
  const text = `${title}\n\n${codes.join("\n")}\n`;
  const download = (): void => {
    const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = "kartu-recovery-codes.txt";
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };
  return (
    <div className={`${css.stack} ${css.sheet}`}>
      <h3 ref={heading} tabIndex={-1}>
        {title}
      </h3>
      <div className={css.noPrint}>
        <Notice kind="warn" title={<Trans>You see them this once</Trans>}>
          <Trans>Print them or write them down, and keep them where only you look. Each works once, on the page “Log in”.</Trans>
        </Notice>
      </div>
      <ol className={css.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className={css.row}>
        <CopyButton size="m" text={text} label={<Trans>Copy</Trans>} />
        <Button icon={<Printer aria-hidden />} onClick={() => print()}>
          <Trans>Print</Trans>
        </Button>
        <Button icon={<Download aria-hidden />} onClick={download}>
          <Trans>Save as a file</Trans>
        </Button>
        <Button look="primary" onClick={onDone}>
          <Trans>I have kept them</Trans>
        </Button>
      </div>
    </div>
  );
}
