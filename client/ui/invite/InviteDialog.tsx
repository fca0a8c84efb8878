import { Trans } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { useEffect, useEffectEvent, useState } from "react";
import type { AddressReport, InviteInfo } from "../../../shared/protocol/http.ts";
import { $space } from "../../store/space.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { InviteLink } from "./InviteLink.tsx";
import { InviteList } from "./InviteList.tsx";
import { NewInvite, type Terms } from "./NewInvite.tsx";

/** Participants, a month, as often as needed: what most groups want. */
const USUAL: Terms = { role: "participant", days: 30, uses: null };
/** In the fragment after naming a space: its first invite is made at once. */
const FIRST = "#invite";

/** Invites people: a link that works where the others are, the terms of it, and the links given out before. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const space = useStore($space);
  const [address, setAddress] = useState<AddressReport | null>(null);
  const [invites, setInvites] = useState<readonly InviteInfo[]>([]);
  const [code, setCode] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const [opened] = useState(Date.now);
  const id = space?.id ?? "";

  const list = async (): Promise<void> => {
    const answer = await ask("GET /api/spaces/:space/invites", { params: { space: id } });
    if (answer.ok) setInvites(answer.value.invites);
    else setTrouble(answer);
  };
  const create = async (terms: Terms): Promise<void> => {
    setBusy(true);
    const answer = await ask("POST /api/spaces/:space/invites", { params: { space: id }, body: terms });
    setBusy(false);
    setTrouble(answer.ok ? null : answer);
    if (!answer.ok) return;
    setCode(answer.value.code);
    setInvites((before) => [answer.value.invite, ...before]);
  };
  const revoke = async (invite: string): Promise<void> => {
    const answer = await ask("POST /api/invites/:invite/revoke", { params: { invite }, body: {} });
    setTrouble(answer.ok ? null : answer);
    await list();
  };
  const begin = useEffectEvent(async (): Promise<void> => {
    const first = location.hash === FIRST;
    if (first) history.replaceState(null, "", location.pathname + location.search);
    const report = await ask("GET /api/address");
    if (report.ok) setAddress(report.value);
    else setTrouble(report);
    await list();
    if (first) await create(USUAL);
  });
  useEffect(() => void begin(), []);

  return (
    <Dialog wide title={<Trans>Invite people</Trans>} onClose={onClose}>
      {trouble && <TroubleNotice trouble={trouble} onRetry={() => void list()} />}
      {code !== null && address !== null && <InviteLink address={address} code={code} />}
      <NewInvite first={code === null} busy={busy} usual={USUAL} onCreate={(terms) => void create(terms)} />
      <InviteList invites={invites} now={opened} onRevoke={(invite) => void revoke(invite)} />
    </Dialog>
  );
}
