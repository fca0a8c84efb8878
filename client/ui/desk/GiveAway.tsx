import { Trans, useLingui } from "@lingui/react/macro";
import { useState, type FormEvent } from "react";
import type { MemberInfo, SpaceInfo } from "../../../shared/protocol/http.ts";
import { withConfirmation } from "../account/confirmation.ts";
import { useFocusStays, useLeadToError } from "../parts/focus.ts";
import { Button } from "../parts/Button.tsx";
import { Field, Select } from "../parts/Field.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { go } from "../route.ts";
import { ask, type Trouble } from "../text/ask.ts";
import css from "./Desk.module.css";

/** What an owner cannot take back: giving the space away, and deleting it. Folded, and the server asks whether it is still them. */
export function GiveAway({ space }: { space: SpaceInfo }) {
  const fold = useFocusStays<HTMLDetailsElement>();
  return (
    <details ref={fold} className={`${css.card} ${css.fold}`}>
      <summary>
        <Trans>Give the space away, or delete it</Trans>
      </summary>
      <HandOver space={space} />
      <DeleteSpace space={space} />
    </details>
  );
}

function HandOver({ space }: { space: SpaceInfo }) {
  const { t } = useLingui();
  const [others, setOthers] = useState<readonly MemberInfo[] | null>(null);
  const [to, setTo] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [given, setGiven] = useState("");
  const load = async (): Promise<void> => {
    const [list, me] = await Promise.all([ask("GET /api/spaces/:space/members", { params: { space: space.id } }), ask("GET /api/me")]);
    if (!list.ok || !me.ok) return setTrouble(list.ok ? (me.ok ? null : me) : list);
    setOthers(list.value.members.filter(({ user, banned, role }) => user !== me.value.user && !banned && role !== "owner"));
  };
  const give = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const name = others?.find(({ user }) => user === to)?.name ?? "";
    const answer = await withConfirmation(() =>
      ask("POST /api/spaces/:space/members/:user/hand-over", { params: { space: space.id, user: to }, body: {} }),
    );
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setGiven(name === "" ? t`Somebody without a name` : name);
  };
  if (given !== "")
    return (
      <p role="status">
        <Trans>{given} owns this space now, and you are a trainer in it.</Trans>
      </p>
    );
  if (others === null)
    return (
      <div className={css.last}>
        {trouble && <TroubleNotice trouble={trouble} />}
        <Button onClick={() => void load()}>
          <Trans>Give the space to somebody else</Trans>
        </Button>
      </div>
    );
  return (
    <form className={css.last} onSubmit={(event) => void give(event)} noValidate>
      <p>
        <Trans>
          They own this space from then on, and you are a trainer in it. You cannot take it back: only they can give it back to you.
        </Trans>
      </p>
      {others.length === 0 ? (
        <p className={css.soft}>
          <Trans>There is nobody yet to whom you could give it: invite them first.</Trans>
        </p>
      ) : (
        <>
          <Select label={<Trans>Whose shall it be?</Trans>} value={to} onChange={(event) => setTo(event.target.value)}>
            <option value="">{t`Choose somebody`}</option>
            {others.map(({ user, name }) => (
              <option key={user} value={user}>
                {name === "" ? t`Somebody without a name` : name}
              </option>
            ))}
          </Select>
          {trouble && <TroubleNotice trouble={trouble} />}
          <Button type="submit" look="danger" disabled={to === ""}>
            <Trans>Hand over the space</Trans>
          </Button>
        </>
      )}
    </form>
  );
}

function DeleteSpace({ space }: { space: SpaceInfo }) {
  const [name, setName] = useState("");
  /** A new one at each attempt. */
  const [wrong, setWrong] = useState<object | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const form = useLeadToError<HTMLFormElement>(wrong ?? trouble);
  const same = name.trim().toLocaleLowerCase() === space.name.toLocaleLowerCase();
  const spaceName = space.name;
  const remove = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setWrong(same ? null : {});
    if (!same) return;
    const answer = await withConfirmation(() => ask("POST /api/spaces/:space/delete", { params: { space: space.id }, body: {} }));
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) go("/desk", "replace");
  };
  return (
    <form ref={form} className={css.last} onSubmit={(event) => void remove(event)} noValidate>
      <p>
        <Trans>Deleting takes everything with it: boards, chat, invites and members. Whoever is inside is told. It cannot be undone.</Trans>
      </p>
      <Field
        label={<Trans>To be sure, write the name: {spaceName}</Trans>}
        value={name}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
        error={wrong !== null && !same ? <Trans>This is another name. Nothing was deleted.</Trans> : null}
      />
      {trouble && <TroubleNotice trouble={trouble} />}
      <Button type="submit" look="danger">
        <Trans>Delete the space</Trans>
      </Button>
    </form>
  );
}
