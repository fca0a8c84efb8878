import { Trans, useLingui } from "@lingui/react/macro";
import { Link2, UserRound } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import type { AddressReport, InviteInfo, SpaceInfo } from "../../../shared/protocol/http.ts";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { BatchInvites } from "./BatchInvites.tsx";
import { InviteLink } from "./InviteLink.tsx";
import { InviteList } from "./InviteList.tsx";
import { InviteTerms, type Terms, USUAL } from "./InviteTerms.tsx";
import css from "./Invite.module.css";

type Kind = "group" | "each";

/** Everything about the invites of a space: a link for the group, a link for each person, what was given out. In a dialog and on the desk. */
export function InvitePanel({ space, first = false }: { space: SpaceInfo /** The first invite is made at once. */; first?: boolean }) {
  const { t } = useLingui();
  const [kind, setKind] = useState<Kind>("group");
  const [terms, setTerms] = useState<Terms>(USUAL);
  const [address, setAddress] = useState<AddressReport | null>(null);
  const [invites, setInvites] = useState<readonly InviteInfo[]>([]);
  const [made, setMade] = useState<{ invite: InviteInfo; code: string } | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const [opened] = useState(Date.now);
  const params = { space: space.id };

  const load = async (): Promise<void> => {
    const [report, list] = await Promise.all([ask("GET /api/address"), ask("GET /api/spaces/:space/invites", { params })]);
    if (report.ok) setAddress(report.value);
    if (list.ok) setInvites(list.value.invites);
    setTrouble(report.ok ? (list.ok ? null : list) : report);
  };
  const create = async (wish: Terms): Promise<void> => {
    setBusy(true);
    const answer = await ask("POST /api/spaces/:space/invites", { params, body: wish });
    setBusy(false);
    setTrouble(answer.ok ? null : answer);
    if (!answer.ok) return;
    setMade(answer.value);
    setInvites((before) => [answer.value.invite, ...before]);
  };
  const revoke = async (invite: string): Promise<void> => {
    const answer = await ask("POST /api/invites/:invite/revoke", { params: { invite }, body: {} });
    setTrouble(answer.ok ? null : answer);
    const list = await ask("GET /api/spaces/:space/invites", { params });
    if (list.ok) setInvites(list.value.invites);
    if (answer.ok && made?.invite.id === invite) setMade(null);
  };
  const begin = useEffectEvent(async (): Promise<void> => {
    await load();
    if (first) await create(USUAL);
  });
  useEffect(() => void begin(), []);

  return (
    <>
      {trouble && <TroubleNotice trouble={trouble} onRetry={() => void load()} />}
      <Choices
        label={t`What kind of invite`}
        value={kind}
        onChange={setKind}
        options={[
          { value: "group", icon: <Link2 aria-hidden />, label: <Trans>One link for the group</Trans> },
          { value: "each", icon: <UserRound aria-hidden />, label: <Trans>A link for each person</Trans> },
        ]}
      />
      {/* Hidden, not gone: a pasted list outlasts a look at the other kind. */}
      <div className={css.section} hidden={kind !== "group"}>
        {made !== null && address !== null && (
          <InviteLink key={made.invite.id} space={space} address={address} invite={made.invite} code={made.code} />
        )}
        <NewLink again={made !== null} busy={busy} onCreate={() => void create(terms)}>
          <InviteTerms terms={terms} onChange={setTerms} role={space.role} personal={false} />
        </NewLink>
      </div>
      <div className={css.section} hidden={kind !== "each"}>
        <BatchInvites space={space} address={address} onMade={(batch) => setInvites((before) => [...batch, ...before])} />
      </div>
      <InviteList invites={invites} now={opened} onRevoke={(invite) => void revoke(invite)} />
    </>
  );
}

/** The terms are in sight until there is a link, and a press away afterwards. */
function NewLink({ again, busy, onCreate, children }: { again: boolean; busy: boolean; onCreate: () => void; children: React.ReactNode }) {
  const button = (
    <Button look={again ? "quiet" : "primary"} size={again ? "m" : "l"} icon={<Link2 aria-hidden />} disabled={busy} onClick={onCreate}>
      {again ? <Trans>Make another link</Trans> : <Trans>Make an invite link</Trans>}
    </Button>
  );
  if (!again) {
    return (
      <>
        {children}
        {button}
      </>
    );
  }
  return (
    <details className={css.details}>
      <summary>
        <Trans>Another link, with other terms</Trans>
      </summary>
      {children}
      {button}
    </details>
  );
}
