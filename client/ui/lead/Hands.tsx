import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useLingui } from "@lingui/react";
import { useStore } from "@nanostores/react";
import { ArrowDown, Mic } from "lucide-react";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import { $sessionFacts } from "../../store/leading.ts";
import { $people } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import { Portrait } from "../parts/Portrait.tsx";
import type { Session } from "../space/session.ts";
import { done } from "./done.ts";
import css from "./Tools.module.css";

/** Raised hands in their order, and whose turn on the stage it is. */
export function Hands({ session }: { session: Session }) {
  const { i18n } = useLingui();
  const { hands, stage } = useStore($sessionFacts);
  const people = useStore($people);
  const nameOf = (id: PersonId): string => people[id]?.name ?? "?";
  const give = (person: PersonId): void => {
    const name = nameOf(person);
    if (session.lead("stage", { person })) done(t(i18n)`It is ${name}’s turn.`, () => session.lead("stage", { person: null }));
  };
  const [first] = hands;
  const speaker = nameOf(stage);
  return (
    <>
      {stage !== 0 && (
        <div className={css.now}>
          <Mic aria-hidden />
          <span>
            <Trans>It is {speaker}’s turn.</Trans>
          </span>
          <Button size="s" onClick={() => session.lead("stage", { person: null })}>
            <Trans>Take it back</Trans>
          </Button>
        </div>
      )}
      {first === undefined ? (
        <p className={css.empty}>
          <Trans>No hand is up. Everyone has “Raise hand” in their bar.</Trans>
        </p>
      ) : (
        <>
          <Button look="primary" wide icon={<Mic aria-hidden />} onClick={() => give(first)}>
            <Trans>Next: {nameOf(first)}</Trans>
          </Button>
          <ol className={css.list}>
            {hands.map((id, i) => {
              const name = nameOf(id);
              return (
                <li key={id} className={css.row}>
                  <span className={css.rank} aria-hidden="true">
                    {i + 1}
                  </span>
                  <Portrait appearance={people[id]?.appearance ?? ""} size={36} />
                  <strong className={css.grow}>{name}</strong>
                  <button type="button" className={css.small} aria-label={t(i18n)`Give the turn to ${name}`} onClick={() => give(id)}>
                    <Mic aria-hidden />
                  </button>
                  <button
                    type="button"
                    className={css.small}
                    aria-label={t(i18n)`Lower the hand of ${name}`}
                    onClick={() => session.lead("lowerHand", { person: id })}
                  >
                    <ArrowDown aria-hidden />
                  </button>
                </li>
              );
            })}
          </ol>
          <p className={css.hint}>
            <Trans>Whoever has the turn is heard by the whole hall; in a place without a stage, by all who stand in the open there.</Trans>
          </p>
          <p className={css.hint}>
            <Trans>A hand that you lower can be raised again only by its person.</Trans>
          </p>
          <Button size="s" onClick={() => session.lead("lowerHand", { person: null })}>
            <Trans>Lower all hands</Trans>
          </Button>
        </>
      )}
    </>
  );
}
