import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { encodeAppearance, randomAppearance } from "../../../shared/domain/appearance.ts";
import { cleanName } from "../../../shared/domain/names.ts";
import { AvatarChooser } from "../avatar/AvatarChooser.tsx";
import { Field } from "../parts/Field.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import type { Conduct as Rules } from "../../../shared/protocol/http.ts";
import type { Trouble } from "../text/ask.ts";
import { sentence } from "../text/errors.ts";
import { SoundButtons } from "./SoundButtons.tsx";
import { type Said, useDoor } from "./use-door.tsx";
import css from "./Join.module.css";

const ABOUT_NAME = new Set<string>(["name_empty", "name_too_long", "name_not_text"]);

export interface Chosen {
  name: string;
  appearance: string;
}

/**
 * Name, avatar, what is said at the door, and the two ways in. @param onCome what follows; its refusal is said here, and nothing typed is lost
 * @param rules to be accepted; null: none
 */
export function Newcomer({
  rules = null,
  onCome,
}: {
  rules?: Rules | null;
  onCome: (person: Chosen & Said, sound: "on" | "off") => Promise<Trouble | null>;
}) {
  const { i18n, t } = useLingui();
  const [name, setName] = useState("");
  const [look, setLook] = useState(() => randomAppearance(Math.random));
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const door = useDoor(rules);

  const come = async (sound: "on" | "off"): Promise<void> => {
    const checked = cleanName(name);
    if (!checked.ok) {
      setTrouble(checked);
      document.querySelector<HTMLInputElement>("#nickname")?.focus();
      return;
    }
    setTrouble(null);
    const said = door.check();
    if (said === null) return;
    setBusy(true);
    setTrouble(await onCome({ name: checked.value, appearance: encodeAppearance(look), ...said }, sound));
    setBusy(false);
  };
  const wrongName = trouble !== null && ABOUT_NAME.has(trouble.code);
  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void come("on");
      }}
    >
      <AvatarChooser look={look} onChange={setLook} />
      <div className={css.side}>
        <Field
          id="nickname"
          label={<Trans>Your nickname</Trans>}
          hint={<Trans>The others read it above your head. It need not be your real name.</Trans>}
          placeholder={t`For example Nika`}
          value={name}
          autoComplete="nickname"
          autoCapitalize="words"
          spellCheck={false}
          enterKeyHint="go"
          onChange={(event) => setName(event.target.value)}
          error={wrongName ? sentence(i18n, trouble.code, trouble.params) : null}
        />
        {door.fields}
        {trouble && !wrongName && <TroubleNotice trouble={trouble} />}
        <SoundButtons busy={busy} onChoose={(sound) => void come(sound)} />
      </div>
    </form>
  );
}
