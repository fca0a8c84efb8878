import { Trans } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { useState, type FormEvent } from "react";
import { cleanParty, matesIn } from "../../../shared/domain/party.ts";
import { $people, $space, $you } from "../../store/space.ts";
import { mates, Together } from "../join/Together.tsx";
import { Button } from "../parts/Button.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import css from "./Settings.module.css";

/** Who sits at this device, changed while one is inside: somebody came to sit beside, or went home. */
export function Party() {
  const me = useStore($people)[useStore($you) ?? -1];
  const space = useStore($space);
  const now = me === undefined ? [] : matesIn(me.name, me.heads);
  const [names, setNames] = useState<string[]>(now);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  if (space === null) return null;
  const said = mates(names);
  const same = said.join("\n") === now.join("\n");
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const party = cleanParty(said);
    if (!party.ok) return setTrouble(party);
    const answer = await ask("POST /api/spaces/:space/party", { params: { space: space.id }, body: { names: party.value } });
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setNames(party.value);
  };
  return (
    <form className={css.name} onSubmit={(event) => void save(event)} noValidate>
      <Together names={names} onChange={setNames} />
      {trouble && <TroubleNotice trouble={trouble} />}
      {!same && (
        <Button type="submit">
          <Trans>Save who sits here</Trans>
        </Button>
      )}
    </form>
  );
}
