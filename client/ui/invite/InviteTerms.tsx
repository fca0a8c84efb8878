import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { atLeast, ROLES, type Role } from "../../../shared/domain/permissions.ts";
import { Select } from "../parts/Field.tsx";
import { Switch } from "../parts/Switch.tsx";
import { useRoleName } from "../text/roles.ts";
import css from "./Invite.module.css";

export interface Terms {
  role: Role;
  /** null: without end. */
  days: number | null;
  /** null: any number. */
  uses: number | null;
  lobby: boolean;
  opensEarly: boolean;
  shared: boolean;
}

/** Participants, a month, as often as needed: what most groups want. */
export const USUAL: Terms = { role: "participant", days: 30, uses: null, lobby: false, opensEarly: false, shared: false };

const DAYS = [1, 7, 30, 365];
const USES = [1, 10, 30, 100];
const number = (value: string): number | null => (value === "" ? null : Number(value));

/** On which terms an invite lets in. @param role the maker's own: nobody gives more than they have */
export function InviteTerms({
  terms,
  onChange,
  role: own,
  personal,
}: {
  terms: Terms;
  onChange: (terms: Terms) => void;
  role: Role;
  /** Each link lets in one person. */
  personal: boolean;
}) {
  const { t } = useLingui();
  const roleName = useRoleName();
  const set = (change: Partial<Terms>): void => onChange({ ...terms, ...change });
  return (
    <>
      <div className={css.terms}>
        <Select
          label={<Trans>They come as</Trans>}
          value={terms.role}
          onChange={(e) => set({ role: ROLES.find((r) => r === e.target.value) ?? "participant" })}
        >
          {ROLES.filter((role) => role !== "owner" && atLeast(own, role)).map((role) => (
            <option key={role} value={role}>
              {roleName(role)}
            </option>
          ))}
        </Select>
        <Select label={<Trans>The link works for</Trans>} value={terms.days ?? ""} onChange={(e) => set({ days: number(e.target.value) })}>
          {DAYS.map((days) => (
            <option key={days} value={days}>
              {t`${plural(days, { one: "# day", other: "# days" })}`}
            </option>
          ))}
          <option value="">{t`no end`}</option>
        </Select>
        {!personal && (
          <Select
            label={<Trans>How many can use it</Trans>}
            value={terms.uses ?? ""}
            onChange={(e) => set({ uses: number(e.target.value) })}
          >
            <option value="">{t`any number`}</option>
            {USES.map((uses) => (
              <option key={uses} value={uses}>
                {t`${plural(uses, { one: "# person", other: "# people" })}`}
              </option>
            ))}
          </Select>
        )}
      </div>
      <div className={css.kinds}>
        <Switch
          label={<Trans>They wait until somebody lets them in</Trans>}
          hint={<Trans>They see a lobby with your words; whoever leads lets them in.</Trans>}
          on={terms.lobby}
          onChange={(lobby) => set({ lobby })}
        />
        <Switch
          label={<Trans>It opens early, as a try-out</Trans>}
          hint={<Trans>Before the start, each tries walking and their microphone in a room of their own.</Trans>}
          on={terms.opensEarly}
          onChange={(opensEarly) => set({ opensEarly })}
        />
        <Switch
          label={<Trans>For a device that several people use</Trans>}
          hint={<Trans>A school's tablet or a library's computer: nothing of them stays on it.</Trans>}
          on={terms.shared}
          onChange={(shared) => set({ shared })}
        />
      </div>
    </>
  );
}
