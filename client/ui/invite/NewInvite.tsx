import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link2 } from "lucide-react";
import { useState } from "react";
import { ROLES, type Role } from "../../../shared/domain/permissions.ts";
import { Button } from "../parts/Button.tsx";
import { Select } from "../parts/Field.tsx";
import { useRoleName } from "../text/roles.ts";
import css from "./Invite.module.css";

export interface Terms {
  role: Role;
  /** null: without end. */
  days: number | null;
  uses: number | null;
}

const DAYS = [1, 7, 30, 365];
const USES = [1, 10, 30, 100];
const number = (value: string): number | null => (value === "" ? null : Number(value));

export function NewInvite({
  first,
  busy,
  usual,
  onCreate,
}: {
  first: boolean;
  busy: boolean;
  usual: Terms;
  onCreate: (terms: Terms) => void;
}) {
  const { t } = useLingui();
  const roleName = useRoleName();
  const [terms, setTerms] = useState(usual);
  const options = (
    <div className={css.terms}>
      <Select
        label={<Trans>They come as</Trans>}
        value={terms.role}
        onChange={(e) => setTerms({ ...terms, role: ROLES.find((r) => r === e.target.value) ?? "participant" })}
      >
        {ROLES.filter((role) => role !== "owner").map((role) => (
          <option key={role} value={role}>
            {roleName(role)}
          </option>
        ))}
      </Select>
      <Select
        label={<Trans>The link works for</Trans>}
        value={terms.days ?? ""}
        onChange={(e) => setTerms({ ...terms, days: number(e.target.value) })}
      >
        {DAYS.map((days) => (
          <option key={days} value={days}>
            {t`${plural(days, { one: "# day", other: "# days" })}`}
          </option>
        ))}
        <option value="">{t`no end`}</option>
      </Select>
      <Select
        label={<Trans>How many can use it</Trans>}
        value={terms.uses ?? ""}
        onChange={(e) => setTerms({ ...terms, uses: number(e.target.value) })}
      >
        <option value="">{t`any number`}</option>
        {USES.map((uses) => (
          <option key={uses} value={uses}>
            {t`${plural(uses, { one: "# person", other: "# people" })}`}
          </option>
        ))}
      </Select>
    </div>
  );
  const button = (
    <Button
      look={first ? "primary" : "quiet"}
      size={first ? "l" : "m"}
      icon={<Link2 aria-hidden />}
      disabled={busy}
      onClick={() => onCreate(terms)}
    >
      {first ? <Trans>Make an invite link</Trans> : <Trans>Make another link</Trans>}
    </Button>
  );
  if (first) {
    return (
      <section className={css.section}>
        {options}
        {button}
      </section>
    );
  }
  return (
    <details className={css.details}>
      <summary>
        <Trans>Another link, with other terms</Trans>
      </summary>
      {options}
      {button}
    </details>
  );
}
