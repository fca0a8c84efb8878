import { Trans } from "@lingui/react/macro";
import css from "./People.module.css";

/** What a ban does, and what it does not: said before it is done, wherever it is. */
export function BanWords({ name }: { name: string }) {
  return (
    <>
      <p>
        <Trans>
          {name} leaves at once and cannot come back until somebody who leads takes it back in the list of members. Whoever comes by the
          same invite waits in the lobby from now on.
        </Trans>
      </p>
      <p className={css.hint}>
        <Trans>It holds for this person's session: somebody can come again as somebody else, and is then seen in the lobby first.</Trans>
      </p>
    </>
  );
}
