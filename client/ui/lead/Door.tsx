import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { DoorOpen } from "lucide-react";
import type { ReactNode } from "react";
import { atLeast } from "../../../shared/domain/permissions.ts";
import { $role } from "../../store/space.ts";
import { $knocks } from "../../store/leading.ts";
import { Button } from "../parts/Button.tsx";
import type { Session } from "../space/session.ts";
import { useRoleName } from "../text/roles.ts";
import { done } from "./done.ts";
import { Since } from "./Since.tsx";
import css from "./Tools.module.css";

/** Who waits in the lobby, and since when; and who is in and would be more by an invite. */
export function Door({ session }: { session: Session }) {
  const { t } = useLingui();
  const roleName = useRoleName();
  const knocks = useStore($knocks);
  const mine = useStore($role);
  const waiting = knocks.filter(({ as }) => as === undefined);
  if (knocks.length === 0) {
    return (
      <p className={css.empty}>
        <Trans>Nobody waits at the door.</Trans>
      </p>
    );
  }
  return (
    <>
      {waiting.length > 1 && (
        <Button
          look="primary"
          wide
          icon={<DoorOpen aria-hidden />}
          onClick={() => {
            if (session.lead("admit", { knock: null })) done(t`All who waited were let in.`, null);
          }}
        >
          <Trans>Let all in ({waiting.length})</Trans>
        </Button>
      )}
      <ul className={css.list}>
        {waiting.map(({ knock, name, since }) => (
          <Knocks
            key={knock}
            name={name}
            since={since}
            look={waiting.length > 1 ? "quiet" : "primary"}
            yes={<Trans>Let in</Trans>}
            yesLabel={t`Let ${name} in`}
            noLabel={t`Turn ${name} away`}
            onAnswer={(yes) => {
              if (session.lead(yes ? "admit" : "turnAway", { knock }))
                done(yes ? t`${name} was let in.` : t`${name} was turned away for now.`, null);
            }}
          />
        ))}
        {knocks.map(({ knock, name, since, as }) => {
          if (as === undefined) return null;
          const role = roleName(as);
          return (
            <Knocks
              key={knock}
              name={name}
              since={since}
              look="quiet"
              // Nobody gives more than they are.
              yes={atLeast(mine, as) ? <Trans>Agree</Trans> : null}
              yesLabel={t`Agree that ${name} gets the role: ${role}`}
              noLabel={t`${name} keeps the role they have`}
              onAnswer={(yes) => {
                if (session.lead(yes ? "admit" : "turnAway", { knock }))
                  done(yes ? `${name}: ${role}` : t`${name} keeps the role they have`, null);
              }}
            >
              <Trans>Invite for another role: {role}</Trans>
            </Knocks>
          );
        })}
      </ul>
      {waiting.length > 0 && (
        <p className={css.hint}>
          <Trans>
            Neither can be undone: who is in can be removed by a tap on them, and who was turned away may knock again after two minutes.
          </Trans>
        </p>
      )}
      {waiting.length < knocks.length && (
        <p className={css.hint}>
          <Trans>Roles can be changed at any time, by a tap on the person.</Trans>
        </p>
      )}
    </>
  );
}

function Knocks(props: {
  name: string;
  since: number;
  look: "quiet" | "primary";
  yes: ReactNode;
  yesLabel: string;
  noLabel: string;
  onAnswer: (yes: boolean) => void;
  children?: ReactNode;
}) {
  const { name, since, look, yes, yesLabel, noLabel, onAnswer, children } = props;
  return (
    <li className={css.block}>
      <p>
        <strong>{name}</strong> <span className={css.hint}>· </span>
        <Since at={since} />
      </p>
      {children !== undefined && <p>{children}</p>}
      <div className={css.actions}>
        {yes !== null && (
          <Button size="s" look={look} aria-label={yesLabel} onClick={() => onAnswer(true)}>
            {yes}
          </Button>
        )}
        <Button size="s" look="plain" aria-label={noLabel} onClick={() => onAnswer(false)}>
          <Trans>Not now</Trans>
        </Button>
      </div>
    </li>
  );
}
