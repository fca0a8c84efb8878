import { Trans, useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import type { Role } from "../../../shared/domain/permissions.ts";
import type { Conduct as Rules, Me } from "../../../shared/protocol/http.ts";
import { shareDevice } from "../../store/kept.ts";
import { Begins } from "../parts/Begins.tsx";
import { Button } from "../parts/Button.tsx";
import { Page } from "../parts/Page.tsx";
import { Figure } from "../parts/Portrait.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { Waiting } from "../parts/Waiting.tsx";
import { moreWords } from "../i18n/load.ts";
import { ask, type Trouble } from "../text/ask.ts";
import { useRoleName } from "../text/roles.ts";
import { enter } from "./enter.ts";
import { Newcomer } from "./Newcomer.tsx";
import { SoundButtons } from "./SoundButtons.tsx";
import { surroundings } from "./surroundings.ts";
import { useDoor } from "./use-door.tsx";
import css from "./Join.module.css";

/** Behind a tap of those who are known here, instead of the door, or only for those whose browser lacks something: not in the first load. */
const WayOut = lazy(async () => ({ default: (await import("./WayOut.tsx")).WayOut }));
const Leaving = lazy(async () => ({ default: (await import("./Leaving.tsx")).Leaving }));
const ForgetHere = lazy(async () => ({ default: (await import("./ForgetHere.tsx")).ForgetHere }));
const PutOut = lazy(async () => {
  const [page] = await Promise.all([import("../space/PutOut.tsx"), moreWords("space")]);
  return { default: page.PutOut };
});

/** What the invite says of what is behind it. */
interface Door {
  space: string;
  spaceName: string;
  /** Null: none. */
  rules: Rules | null;
  /** The person known here has accepted them. */
  accepted: boolean;
  shared: boolean;
  /** UTC ms */
  startsAt: number | null;
  /** The person known here may not come in now. */
  out: "ejected" | "banned" | null;
  /** The person known here comes in as before; whether they get this role somebody who leads is asked. */
  asks: Role | null;
  /** One person more, in the browser in which it is opened. */
  once: boolean;
}
type State =
  | { at: "asking" }
  | { at: "trouble"; trouble: Trouble }
  | { at: "known"; door: Door; me: Me }
  /** `me`: known, but without a name: stays who they are. `null`: a new person. */
  | { at: "new"; door: Door; me: Me | null };

export function Join({ code }: { code: string }) {
  const { t } = useLingui();
  const [state, setState] = useState<State>({ at: "asking" });
  const peek = async (): Promise<void> => {
    const answer = await ask("POST /api/invites/peek", { body: { code } });
    if (!answer.ok) return setState({ at: "trouble", trouble: answer });
    const { me, conduct: rules, ...rest } = answer.value;
    // Before anything is chosen on this page, so that nothing of it stays.
    shareDevice(me === null ? rest.shared : (me.shared ?? false));
    const door: Door = { rules, ...rest };
    setState(me !== null && me.name !== "" ? { at: "known", door, me } : { at: "new", door, me });
  };
  const begin = useEffectEvent(peek);
  useEffect(() => void begin(), []);

  if (state.at === "asking") return <Waiting>{t`Looking at your invite …`}</Waiting>;
  if (state.at === "trouble") {
    return (
      <Page title={<Trans>This link does not open</Trans>} documentTitle={t`Invite`}>
        <TroubleNotice trouble={state.trouble} onRetry={() => void peek()} />
      </Page>
    );
  }
  const { door } = state;
  /** The rules may have changed while somebody read them: the new ones are shown in their place, and nothing typed is lost. */
  const come = async (person: Parameters<typeof enter>[1], sound: "on" | "off"): Promise<Trouble | null> => {
    const trouble = await enter(code, person, sound);
    if (trouble?.code === "conduct_needed") {
      const answer = await ask("POST /api/invites/peek", { body: { code } });
      if (answer.ok) setState({ ...state, door: { ...door, rules: answer.value.conduct, accepted: answer.value.accepted } });
    }
    return trouble;
  };
  /** Whoever comes now accepts for themselves. */
  const asOther = (): void => {
    shareDevice(door.shared);
    setState({ at: "new", door, me: null });
  };
  if (state.at === "known" && door.out !== null) {
    const back = (): void => setState({ ...state, door: { ...door, out: null } });
    return (
      <Suspense fallback={<Waiting>{t`One moment …`}</Waiting>}>
        <PutOut space={door.space} code={door.out} shared={state.me.shared ?? false} onBack={back} onOther={asOther} />
      </Suspense>
    );
  }
  const title = <Trans>Come in to {door.spaceName}</Trans>;
  const where = surroundings();
  return (
    <Page key={state.at} title={title} documentTitle={door.spaceName} wide={state.at === "new"}>
      {where.kind !== "fine" && (
        <Suspense fallback={null}>
          <WayOut where={where} once={door.once} />
        </Suspense>
      )}
      {door.startsAt !== null && (
        <p className={css.begins}>
          <Begins at={door.startsAt} />
        </p>
      )}
      {state.at === "known" ? (
        <Known me={state.me} asks={door.asks} rules={door.accepted ? null : door.rules} onCome={come} onOther={asOther} />
      ) : (
        <Newcomer
          rules={state.me !== null && door.accepted ? null : door.rules}
          onCome={(person, sound) => come({ ...person, asMe: state.me !== null }, sound)}
        />
      )}
    </Page>
  );
}

function Known({
  me,
  asks,
  rules,
  onCome,
  onOther,
}: {
  me: Me;
  asks: Role | null;
  rules: Rules | null;
  onCome: (person: Parameters<typeof enter>[1], sound: "on" | "off") => Promise<Trouble | null>;
  onOther: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState<"other" | "forget" | null>(null);
  const door = useDoor(rules);
  const roleName = useRoleName();
  const role = asks === null ? null : roleName(asks);
  const heading = useRef<HTMLHeadingElement>(null);
  // What was pressed goes; the focus does not go with it.
  const choose = (what: typeof asking): void => {
    setAsking(what);
    heading.current?.focus();
  };
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const come = async (sound: "on" | "off"): Promise<void> => {
    const said = door.check();
    if (said === null) return;
    setBusy(true);
    const refused = await onCome({ name: me.name, appearance: me.appearance, asMe: true, ...said }, sound);
    setTrouble(refused);
    setBusy(false);
  };
  return (
    <>
      <div className={css.again}>
        <div className={css.stage}>
          <Figure appearance={me.appearance} size={132} waving />
        </div>
        <h2 ref={heading} tabIndex={-1}>
          <Trans>Continue as {me.name}?</Trans>
        </h2>
      </div>
      {trouble && <TroubleNotice trouble={trouble} />}
      <Suspense fallback={null}>
        {asking === "other" && <Leaving me={me} onOther={onOther} onStay={() => choose(null)} />}
        {asking === "forget" && <ForgetHere name={me.name} onDone={onOther} onCancel={() => choose(null)} />}
      </Suspense>
      {asking === null && (
        <>
          {door.fields}
          {role !== null && (
            <p className={css.asks}>
              <Trans>
                This invite is for another role: {role}. Somebody who leads has to agree; until then you come in with the role you have.
              </Trans>
            </p>
          )}
          <SoundButtons busy={busy} onChoose={(sound) => void come(sound)} />
          <div className={css.small}>
            <Button look="plain" size="s" onClick={() => (leads(me) ? choose("other") : onOther())}>
              <Trans>I am someone else</Trans>
            </Button>
            <Button look="plain" size="s" onClick={() => choose("forget")}>
              <Trans>Forget me on this device</Trans>
            </Button>
          </div>
        </>
      )}
    </>
  );
}

/** Someone whose rights this device holds: a participant who comes in here in their place would take them away unasked. */
const leads = (me: Me): boolean => me.member || me.spaces.some(({ role }) => role !== "participant" && role !== "observer");
