import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Check, Footprints } from "lucide-react";
import { $helpCalls } from "../../store/leading.ts";
import { $people, $you } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import type { Session } from "../space/session.ts";
import { Since } from "./Since.tsx";
import css from "./Tools.module.css";

/** Who calls for help, longest first: go there, or say that it is settled. */
export function HelpCalls({ session }: { session: Session }) {
  const { t } = useLingui();
  const calls = useStore($helpCalls);
  const people = useStore($people);
  const you = useStore($you);
  if (calls.length === 0) {
    return (
      <p className={css.empty}>
        <Trans>Nobody calls. Everyone finds “Call a trainer” under Help.</Trans>
      </p>
    );
  }
  return (
    <>
      <ul className={css.list}>
        {calls.map(({ call, person, name, why, since, taken }) => {
          const other = people[taken]?.name;
          return (
            <li key={call} className={css.block}>
              <p>
                <strong>{name}</strong> <span className={css.hint}>· </span>
                <Since at={since} />
              </p>
              {why !== "" && <p className={css.quote}>{why}</p>}
              {person === 0 && (
                <p className={css.hint}>
                  <Trans>Not inside just now.</Trans>
                </p>
              )}
              {taken === you && (
                <p className={css.hint}>
                  <Trans>You are coming.</Trans>
                </p>
              )}
              {taken !== you && other !== undefined && (
                <p className={css.hint}>
                  <Trans>{other} is coming.</Trans>
                </p>
              )}
              <div className={css.actions}>
                {person !== 0 && person !== you && (
                  <Button
                    size="s"
                    look="primary"
                    icon={<Footprints aria-hidden />}
                    aria-label={t`I’m coming to ${name}`}
                    onClick={() => {
                      if (session.lead("helpAnswer", { call, done: false })) session.walkTo({ kind: "person", person });
                    }}
                  >
                    {taken === you ? <Trans>Walk there</Trans> : <Trans>I’m coming</Trans>}
                  </Button>
                )}
                <Button
                  size="s"
                  icon={<Check aria-hidden />}
                  aria-label={t`Settled: the call of ${name}`}
                  onClick={() => session.lead("helpAnswer", { call, done: true })}
                >
                  <Trans>Settled</Trans>
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
      <p className={css.hint}>
        <Trans>“Settled” closes a call for good; they can call again.</Trans>
      </p>
    </>
  );
}
