import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { DoorOpen } from "lucide-react";
import { $knocks } from "../../store/leading.ts";
import { Button } from "../parts/Button.tsx";
import type { Session } from "../space/session.ts";
import { done } from "./done.ts";
import { Since } from "./Since.tsx";
import css from "./Tools.module.css";

/** Who waits in the lobby, and since when. */
export function Door({ session }: { session: Session }) {
  const { t } = useLingui();
  const waiting = useStore($knocks);
  if (waiting.length === 0) {
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
            session.lead("admit", { knock: null });
            done(t`All who waited were let in.`, null);
          }}
        >
          <Trans>Let all in ({waiting.length})</Trans>
        </Button>
      )}
      <ul className={css.list}>
        {waiting.map(({ knock, name, since }) => (
          <li key={knock} className={css.block}>
            <p>
              <strong>{name}</strong> <span className={css.hint}>· </span>
              <Since at={since} />
            </p>
            <div className={css.actions}>
              <Button
                size="s"
                look={waiting.length > 1 ? "quiet" : "primary"}
                aria-label={t`Let ${name} in`}
                onClick={() => {
                  session.lead("admit", { knock });
                  done(t`${name} was let in.`, null);
                }}
              >
                <Trans>Let in</Trans>
              </Button>
              <Button
                size="s"
                look="plain"
                aria-label={t`Turn ${name} away`}
                onClick={() => {
                  session.lead("turnAway", { knock });
                  done(t`${name} was turned away for now.`, null);
                }}
              >
                <Trans>Not now</Trans>
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <p className={css.hint}>
        <Trans>
          Neither can be undone: who is in can be removed by a tap on them, and who was turned away may knock again after two minutes.
        </Trans>
      </p>
    </>
  );
}
