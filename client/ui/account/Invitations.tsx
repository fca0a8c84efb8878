import { Trans, useLingui } from "@lingui/react/macro";
import { Mail } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { InvitationInfo } from "../../../shared/protocol/accounts.ts";
import { Button } from "../parts/Button.tsx";
import { CopyButton } from "../parts/CopyButton.tsx";
import { useLeadToError } from "../parts/focus.ts";
import { Field } from "../parts/Field.tsx";
import { Notice } from "../parts/Notice.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { sentence } from "../text/errors.ts";
import css from "./account.module.css";

const ABOUT_NAME = new Set<string>(["name_empty", "name_too_long"]);

/** One-time links that make somebody a member. */
export function Invitations({ invitations, onChange }: { invitations: readonly InvitationInfo[]; onChange: () => void }) {
  const { i18n, t } = useLingui();
  const [label, setLabel] = useState("");
  const [made, setMade] = useState<{ id: string; label: string; link: string } | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const form = useLeadToError<HTMLFormElement>(trouble);
  const invite = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await ask("POST /api/organisation/invitations", { body: { label } });
    setTrouble(answer.ok ? null : answer);
    if (!answer.ok) return;
    const { invitation, code } = answer.value;
    setMade({ id: invitation.id, label: invitation.label, link: `${location.origin}/member#${code}` });
    setLabel("");
    onChange();
  };
  const revoke = async (invitation: string): Promise<void> => {
    const answer = await ask("POST /api/organisation/invitations/:invitation/revoke", { params: { invitation }, body: {} });
    setTrouble(answer.ok || answer.code === "not_found" ? null : answer);
    if (made?.id === invitation) setMade(null);
    onChange();
  };
  const wrong = trouble !== null && ABOUT_NAME.has(trouble.code);
  return (
    <>
      <form ref={form} className={css.stack} onSubmit={(event) => void invite(event)} noValidate>
        <Field
          label={<Trans>Who is it for?</Trans>}
          hint={<Trans>So that you know the links apart. The person chooses their own name.</Trans>}
          value={label}
          autoComplete="off"
          onChange={(event) => setLabel(event.target.value)}
          error={
            !wrong ? null : trouble.code === "name_empty" ? (
              <Trans>Write for whom the link is.</Trans>
            ) : (
              sentence(i18n, trouble.code, trouble.params)
            )
          }
        />
        <div className={css.row}>
          <Button type="submit" look="primary" icon={<Mail aria-hidden />}>
            <Trans>Make a link</Trans>
          </Button>
        </div>
      </form>
      <div role="status">
        {made && (
          <Notice
            kind="info"
            title={<Trans>A link for {made.label}</Trans>}
            action={<CopyButton text={made.link} label={<Trans>Copy this link</Trans>} />}
          >
            <p className={css.link}>{made.link}</p>
            <Trans>Send it to them alone: whoever opens it first becomes a member. It works once, within a week.</Trans>
          </Notice>
        )}
      </div>
      {trouble && !wrong && <TroubleNotice trouble={trouble} />}
      {invitations.length > 0 && (
        <ul className={css.list} aria-label={t`Links that nobody has used yet`}>
          {invitations.map(({ id, label: who, expiresAt }) => {
            const until = i18n.date(new Date(expiresAt), { day: "numeric", month: "short" });
            return (
              <li key={id} className={css.item}>
                <Mail aria-hidden />
                <span className={css.words}>
                  <strong>{who}</strong>
                  <small>
                    <Trans>not used yet, until {until}</Trans>
                  </small>
                </span>
                <Button size="s" look="danger" onClick={() => void revoke(id)} aria-label={t`Withdraw the link for ${who}`}>
                  <Trans>Withdraw</Trans>
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
