import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { SpaceInfo, SpaceSettings as Settings } from "../../../shared/protocol/http.ts";
import { cleanSpaceName } from "../../../shared/domain/names.ts";
import { $space } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import { Field } from "../parts/Field.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { $media } from "../space/session.ts";
import { ask, type Trouble } from "../text/ask.ts";
import { sentence } from "../text/errors.ts";
import { Switch } from "../parts/Switch.tsx";
import css from "./Settings.module.css";

/** What its owner decides about the space. */
export function SpaceSettings({ space }: { space: SpaceInfo }) {
  const { i18n } = useLingui();
  const [name, setName] = useState(space.name);
  const [wrongName, setWrongName] = useState<Trouble | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const change = async (body: { name?: string; settings?: Partial<Settings> }): Promise<void> => {
    const answer = await ask("PATCH /api/spaces/:space", { params: { space: space.id }, body });
    setTrouble(answer.ok ? null : answer);
    if (!answer.ok) return;
    $space.set(answer.value);
    $media.get()?.refreshIce();
  };
  const rename = (): void => {
    const checked = cleanSpaceName(name);
    setWrongName(checked.ok ? null : checked);
    if (checked.ok) void change({ name: checked.value });
  };
  return (
    <>
      {trouble && <TroubleNotice trouble={trouble} />}
      <form
        className={css.name}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          rename();
        }}
      >
        <Field
          label={<Trans>Name of the space</Trans>}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={wrongName && sentence(i18n, wrongName.code, wrongName.params)}
        />
        <Button type="submit" disabled={name === space.name}>
          {name === space.name ? <Trans>Saved</Trans> : <Trans>Save the name</Trans>}
        </Button>
      </form>
      <Switch
        label={<Trans>People under 18 come here</Trans>}
        hint={<Trans>Then sound goes only by ways that hide internet addresses, unless you accept otherwise below.</Trans>}
        on={space.settings.admitsMinors}
        onChange={(admitsMinors) => void change({ settings: { admitsMinors } })}
      />
      <Switch
        label={<Trans>I accept that those who talk with each other can see each other's internet address</Trans>}
        hint={
          <Trans>
            Needed for sound where people under 18 come and no relay (TURN) is set up. An address says roughly where someone is.
          </Trans>
        }
        on={space.settings.acceptsVisibleAddresses}
        onChange={(acceptsVisibleAddresses) => void change({ settings: { acceptsVisibleAddresses } })}
      />
    </>
  );
}
