import { useLingui } from "@lingui/react";
import { KEYS } from "../space/keys.ts";
import css from "./Settings.module.css";

export function KeyList() {
  const { i18n } = useLingui();
  return (
    <dl className={css.keys}>
      {Object.entries(KEYS).map(([key, what]) => (
        <div key={key}>
          <dt>
            <kbd>{key.toUpperCase()}</kbd>
          </dt>
          <dd>{i18n._(what)}</dd>
        </div>
      ))}
    </dl>
  );
}
