import { Trans, useLingui } from "@lingui/react/macro";
import { Crown, UserRound } from "lucide-react";
import { useState } from "react";
import type { OrganisationInfo } from "../../../shared/protocol/accounts.ts";
import type { Me } from "../../../shared/protocol/http.ts";
import { Button } from "../parts/Button.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { go } from "../route.ts";
import { ask, type Trouble } from "../text/ask.ts";
import { withConfirmation } from "./confirmation.ts";
import { Sure } from "./Sure.tsx";
import { useAgo } from "./ago.ts";
import css from "./account.module.css";

type Step = { user: string; to: "owner" | "member" | "none" };

export function Members({ organisation, me, onChange }: { organisation: OrganisationInfo; me: Me; onChange: () => void }) {
  const { t } = useLingui();
  const ago = useAgo();
  const [step, setStep] = useState<Step | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const owns = organisation.you === "owner";

  const take = async ({ user, to }: Step): Promise<void> => {
    const params = { user };
    const answer = await withConfirmation<unknown>(() =>
      to === "none"
        ? ask("POST /api/organisation/members/:user/remove", { params, body: {} })
        : ask("POST /api/organisation/members/:user/owner", { params, body: { on: to === "owner" } }),
    );
    setTrouble(answer.ok ? null : answer);
    if (answer.ok && to === "none" && user === me.user) go("/", "replace");
    else onChange();
  };
  return (
    <>
      <ul className={css.list}>
        {organisation.members.map((member) => {
          const name = member.name || t`Without a name`;
          const since = ago(member.since);
          const self = member.user === me.user;
          const pick = (to: Step["to"]) => () => setStep({ user: member.user, to });
          return (
            <li key={member.user} className={css.item}>
              {member.owner ? <Crown aria-hidden /> : <UserRound aria-hidden />}
              <span className={css.words}>
                <strong>{name}</strong>
                <small>
                  {member.owner ? <Trans>Owner since {since}</Trans> : <Trans>Member since {since}</Trans>}
                  {!member.ready && (
                    <>
                      {" · "}
                      <Trans>no passkey or password yet</Trans>
                    </>
                  )}
                </small>
                {self && (
                  <span className={css.tag}>
                    <Trans>you</Trans>
                  </span>
                )}
              </span>
              {owns && !member.owner && (
                <Button size="s" onClick={pick("owner")} aria-label={t`Make owner: ${name}`}>
                  <Trans>Make owner</Trans>
                </Button>
              )}
              {owns && member.owner && (
                <Button size="s" onClick={pick("member")} aria-label={self ? undefined : t`Make member: ${name}`}>
                  {self ? <Trans>Step down</Trans> : <Trans>Make member</Trans>}
                </Button>
              )}
              {(owns || self) && (
                <Button size="s" look="danger" onClick={pick("none")} aria-label={self ? undefined : t`Remove ${name}`}>
                  {self ? <Trans>Leave</Trans> : <Trans>Remove</Trans>}
                </Button>
              )}
              {step?.user === member.user && (
                <Question step={step} name={name} self={self} onYes={() => take(step)} onNo={() => setStep(null)} />
              )}
            </li>
          );
        })}
      </ul>
      {trouble && <TroubleNotice trouble={trouble} />}
    </>
  );
}

function Question({
  step,
  name,
  self,
  onYes,
  onNo,
}: {
  step: Step;
  name: string;
  self: boolean;
  onYes: () => Promise<void>;
  onNo: () => void;
}) {
  const ways = { onYes, onNo };
  switch (step.to) {
    case "owner":
      return (
        <Sure {...ways} title={<Trans>Make {name} an owner?</Trans>} action={<Trans>Make owner</Trans>}>
          <Trans>{name} then owns every space, and may remove members and owners, you too.</Trans>
        </Sure>
      );
    case "member":
      return (
        <Sure
          {...ways}
          title={self ? <Trans>Be an owner no more?</Trans> : <Trans>Make {name} a member again?</Trans>}
          action={self ? <Trans>Step down</Trans> : <Trans>Make member</Trans>}
        >
          {self ? (
            <Trans>You keep the spaces where you have a role of your own. Only another owner can make you one again.</Trans>
          ) : (
            <Trans>{name} keeps the spaces where they have a role of their own, and sees the others no more.</Trans>
          )}
        </Sure>
      );
    case "none":
      return (
        <Sure
          {...ways}
          title={self ? <Trans>Leave the organisation?</Trans> : <Trans>Remove {name}?</Trans>}
          action={self ? <Trans>Leave</Trans> : <Trans>Remove</Trans>}
        >
          {self ? (
            <Trans>You are logged out everywhere, are in none of the spaces any more, and your passkeys and password are deleted.</Trans>
          ) : (
            <Trans>
              {name} is logged out everywhere, is in none of the spaces any more, and cannot log in. Spaces they opened stay with the
              owners.
            </Trans>
          )}
        </Sure>
      );
  }
}
