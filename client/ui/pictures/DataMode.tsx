import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { useId } from "react";
import { $chosenMode, type Mode } from "../../store/pictures.ts";
import { megabytesAnHour, OTHERS } from "./cost.ts";
import css from "./DataMode.module.css";

const MODES: readonly Mode[] = ["full", "saver", "sound"];

/** How much the line may carry, with the cost in words. In force at once. */
export function DataMode() {
  const { i18n, t } = useLingui();
  const id = useId();
  const mode = useStore($chosenMode);
  const cost = (of: Mode): string => {
    const amount = i18n.number(megabytesAnHour(of), { style: "unit", unit: "megabyte", unitDisplay: "short" });
    return t`about ${amount} an hour`;
  };
  const names: Record<Mode, { name: string; what: string }> = {
    full: { name: t`Everything`, what: t`Pictures as large as you look at them.` },
    saver: { name: t`Data saver`, what: t`Small pictures of four people at most, and your own small.` },
    sound: { name: t`Sound only`, what: t`No pictures, and your camera stays off. Nobody is left out: you hear and write.` },
  };
  return (
    <fieldset className={css.modes}>
      <legend>
        <Trans>Pictures and data</Trans>
      </legend>
      {MODES.map((one) => (
        <label key={one} className={css.mode}>
          <input type="radio" name={id} checked={mode === one} onChange={() => $chosenMode.set(one)} aria-describedby={`${id}-${one}`} />
          <span>
            <strong>{names[one].name}</strong> · {cost(one)}
            <span id={`${id}-${one}`} className={css.what}>
              {names[one].what}
            </span>
          </span>
        </label>
      ))}
      <p className={css.what}>
        <Trans>Counted for {OTHERS} others with a camera; a shared screen takes more, silence less.</Trans>
      </p>
    </fieldset>
  );
}
