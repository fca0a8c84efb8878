import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useLingui } from "@lingui/react";
import { useStore } from "@nanostores/react";
import { Magnet } from "lucide-react";
import { useState } from "react";
import { can } from "../../../shared/domain/permissions.ts";
import { $people, $place, $places } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import { Select } from "../parts/Field.tsx";
import type { Session } from "../space/session.ts";
import { areaText, placeText } from "../text/labels.ts";
import css from "./Tools.module.css";

const HERE = "";

/** Everyone to one spot. What it does, and that it cannot be undone, is said before. */
export function Gather({ session }: { session: Session }) {
  const { i18n } = useLingui();
  const places = useStore($places);
  const people = useStore($people);
  const here = useStore($place);
  const [to, setTo] = useState(HERE);
  const called = Object.values(people).filter((person) => person && !can(person.role, "lead.hold")).length;
  const sorted = Object.values(places)
    .filter((place) => place !== undefined)
    .toSorted((a, b) => Number(b.id === here) - Number(a.id === here));
  return (
    <>
      <Select label={<Trans>Where to</Trans>} value={to} onChange={(event) => setTo(event.target.value)}>
        <option value={HERE}>{t(i18n)`Around me`}</option>
        {sorted.map((place) => (
          <optgroup key={place.id} label={placeText(i18n, place)}>
            {place.areas
              .filter(({ kind }) => kind !== "portal")
              .map((area) => (
                <option key={area.id} value={area.id}>
                  {areaText(i18n, area)}
                </option>
              ))}
          </optgroup>
        ))}
      </Select>
      <p className={css.hint}>
        <Trans>
          Everyone who does not lead is moved at once, from wherever they are, and is muted until they tap their microphone. This cannot be
          undone.
        </Trans>
      </p>
      <Button
        look="primary"
        wide
        icon={<Magnet aria-hidden />}
        disabled={called === 0}
        onClick={() => session.lead("gather", { area: to === HERE ? null : to })}
      >
        {called === 0 ? <Trans>Nobody is here to be called</Trans> : <Trans>Gather everyone now ({called})</Trans>}
      </Button>
    </>
  );
}
