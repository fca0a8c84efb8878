import { useStore } from "@nanostores/react";
import { useLingui } from "@lingui/react/macro";
import { Languages } from "lucide-react";
import { useId } from "react";
import { LANGUAGES, isLanguage } from "../i18n/languages.ts";
import { $language, chooseLanguage } from "../i18n/load.ts";
import css from "./LanguageSwitch.module.css";

/** Each language by its own name, so that it is found by those who need it. */
export function LanguageSwitch() {
  const { t } = useLingui();
  const language = useStore($language);
  const id = useId();
  return (
    <div className={css.switch}>
      <Languages aria-hidden />
      <label htmlFor={id} className="hidden">
        {t`Language`}
      </label>
      <select id={id} value={language} onChange={(event) => isLanguage(event.target.value) && void chooseLanguage(event.target.value)}>
        {Object.entries(LANGUAGES).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
