import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useEffectEvent, useState } from "react";
import { atLeast, can, ROLES, type Role } from "../../../shared/domain/permissions.ts";
import { roleRefusal } from "../../../shared/domain/roles.ts";
import type { MemberInfo, SpaceInfo } from "../../../shared/protocol/http.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Field, Select } from "../parts/Field.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { BanWords } from "../people/BanWords.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { useRoleName } from "../text/roles.ts";
import css from "./Members.module.css";

/** From so many members on there is a field to find one. */
const MANY = 12;

/** Everyone who belongs to the space, with what may be changed of each. @param onPerson opens the card of somebody who is inside: within the space */
export function Members({ space, onPerson }: { space: SpaceInfo; onPerson?: (person: number) => void }) {
  const { t } = useLingui();
  const [members, setMembers] = useState<readonly MemberInfo[] | null>(null);
  const [me, setMe] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [sought, setSought] = useState("");
  const [done, setDone] = useState("");

  const load = async (): Promise<void> => {
    const [list, self] = await Promise.all([ask("GET /api/spaces/:space/members", { params: { space: space.id } }), ask("GET /api/me")]);
    if (list.ok) setMembers(list.value.members);
    else setTrouble(list);
    if (self.ok) setMe(self.value.user);
  };
  const begin = useEffectEvent(load);
  useEffect(() => void begin(), [space.id]);
  const after = async (answer: { ok: true } | ({ ok: false } & Trouble), words: string): Promise<void> => {
    setTrouble(answer.ok ? null : answer);
    setDone(answer.ok ? words : "");
    await load();
  };
  const give = async (member: MemberInfo, role: Role, words: string): Promise<void> =>
    after(
      await ask("POST /api/spaces/:space/members/:user/role", { params: { space: space.id, user: member.user }, body: { role } }),
      words,
    );
  const ban = async (member: MemberInfo, on: boolean, words: string): Promise<void> =>
    after(await ask("POST /api/spaces/:space/members/:user/ban", { params: { space: space.id, user: member.user }, body: { on } }), words);

  if (members === null) return trouble ? <TroubleNotice trouble={trouble} onRetry={() => void load()} /> : <p>{t`One moment …`}</p>;
  const owners = members.filter(({ role }) => role === "owner").length;
  const shown = members.filter(({ name }) => name.toLowerCase().includes(sought.trim().toLowerCase()));
  return (
    <>
      {trouble && <TroubleNotice trouble={trouble} />}
      <p role="status" className={css.done}>
        {done}
      </p>
      {members.length > MANY && (
        <Field type="search" label={<Trans>Find somebody</Trans>} value={sought} onChange={(event) => setSought(event.target.value)} />
      )}
      <ul className={css.members} aria-label={t`Members`}>
        {shown.map((member) => (
          <Member
            key={member.user}
            member={member}
            self={member.user === me}
            by={space.role}
            otherOwners={owners - (member.role === "owner" ? 1 : 0)}
            onRole={(role, words) => void give(member, role, words)}
            onBan={(on, words) => void ban(member, on, words)}
            {...(onPerson === undefined ? {} : { onPerson })}
          />
        ))}
      </ul>
      {shown.length === 0 && (
        <p>
          <Trans>Nobody is called so.</Trans>
        </p>
      )}
    </>
  );
}

function Member({
  member,
  self,
  by,
  otherOwners,
  onRole,
  onBan,
  onPerson,
}: {
  member: MemberInfo;
  self: boolean;
  by: Role;
  otherOwners: number;
  onRole: (role: Role, words: string) => void;
  onBan: (on: boolean, words: string) => void;
  onPerson?: (person: number) => void;
}) {
  const { t, i18n } = useLingui();
  const roleName = useRoleName();
  const [now] = useState(Date.now);
  const [asking, setAsking] = useState(false);
  const name = member.name === "" ? t`Somebody without a name` : member.name;
  const roles = ROLES.filter((to) => to === member.role || roleRefusal({ by, from: member.role, to, self, otherOwners }) === null);
  const out = member.ejectedUntil !== null && member.ejectedUntil > now;
  const until = i18n.date(new Date(member.ejectedUntil ?? 0), { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const since = i18n.date(new Date(member.since), { day: "numeric", month: "long", year: "numeric" });
  return (
    <li>
      <span className={css.who}>
        <strong>{self ? <Trans>{name} (you)</Trans> : name}</strong>
        <span className={css.soft}>
          {member.banned ? (
            <Trans>banned until somebody takes it back</Trans>
          ) : out ? (
            <Trans>put out until {until}</Trans>
          ) : member.waits ? (
            <Trans>waits to be let in</Trans>
          ) : member.asks !== null ? (
            <Asks role={roleName(member.asks)} />
          ) : member.since > 0 ? (
            <Trans>here since {since}</Trans>
          ) : (
            roleName(member.role)
          )}
        </span>
      </span>
      {(member.banned || out) && can(by, "person.ban") && (
        <Button size="s" onClick={() => onBan(false, t`${name} may come in again.`)} aria-label={t`Let ${name} come in again`}>
          <Trans>Take it back</Trans>
        </Button>
      )}
      {member.person > 0 && !self && onPerson !== undefined && (
        <Button size="s" onClick={() => onPerson(member.person)} aria-label={t`Open the card of ${name}`}>
          <Trans>Card</Trans>
        </Button>
      )}
      {member.person === 0 && !self && !member.banned && can(by, "person.ban") && !atLeast(member.role, by) && (
        <Button size="s" look="danger" onClick={() => setAsking(true)} aria-label={t`Ban ${name}`}>
          <Trans>Ban</Trans>
        </Button>
      )}
      {asking && (
        <Dialog title={<Trans>Ban {name}?</Trans>} onClose={() => setAsking(false)}>
          <BanWords name={name} />
          <div className={css.answers}>
            <Button
              look="danger"
              onClick={() => {
                setAsking(false);
                onBan(true, t`${name} is banned. “Take it back” lets them come in again.`);
              }}
            >
              <Trans>Ban</Trans>
            </Button>
            <Button look="plain" onClick={() => setAsking(false)}>
              <Trans>Back</Trans>
            </Button>
          </div>
        </Dialog>
      )}
      {roles.length > 1 ? (
        <Select
          hideLabel
          label={t`Role of ${name}`}
          value={member.role}
          onChange={(event) => {
            const to = ROLES.find((role) => role === event.target.value);
            if (to) onRole(to, `${name}: ${roleName(to)}`);
          }}
        >
          {roles.map((role) => (
            <option key={role} value={role}>
              {roleName(role)}
            </option>
          ))}
        </Select>
      ) : (
        <span className={css.soft}>{roleName(member.role)}</span>
      )}
    </li>
  );
}

const Asks = ({ role }: { role: string }) => <Trans>Invite for another role: {role}</Trans>;
