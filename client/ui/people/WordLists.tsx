import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useId, useState } from "react";
import { cleanList, WORDS_MAX } from "../../../shared/domain/words/lists.ts";
import type { WordListInfo } from "../../../shared/protocol/http.ts";
import { Button } from "../parts/Button.tsx";
import { Field, Select } from "../parts/Field.tsx";
import { Notice } from "../parts/Notice.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { sentence } from "../text/errors.ts";
import css from "./People.module.css";

/** The organisation's lists of words, one a language. What is typed stays until it is kept, whatever is wrong with it. */
export function WordLists() {
  const { i18n, t } = useLingui();
  const [lists, setLists] = useState<readonly WordListInfo[] | null>(null);
  const [lang, setLang] = useState(i18n.locale);
  const [other, setOther] = useState("");
  /** By language: what was typed and is not kept. */
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [kept, setKept] = useState(false);
  const id = useId();

  const load = async (): Promise<void> => {
    const answer = await ask("GET /api/words");
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setLists(answer.value.lists);
  };
  useEffect(() => void load(), []);
  if (lists === null) return trouble && <TroubleNotice trouble={trouble} onRetry={() => void load()} />;

  const chosen = lang === "" ? other.trim() : lang;
  const list = lists.find((one) => one.lang === chosen);
  const before = list?.words.join("\n") ?? "";
  const text = typed[chosen] ?? before;
  const write = (value: string): void => {
    setTyped({ ...typed, [chosen]: value });
    setTrouble(null);
    setKept(false);
  };
  const put = async (words: string[] | null): Promise<void> => {
    const answer = await ask("POST /api/words/:lang", { params: { lang: chosen }, body: { words } });
    setTrouble(answer.ok ? null : answer);
    setKept(answer.ok);
    if (!answer.ok) return;
    setLists(answer.value.lists);
    const { [chosen]: _, ...rest } = typed;
    setTyped(rest);
    setLang(chosen);
  };
  const keep = (): void => {
    const clean = cleanList(text.split("\n"));
    if (clean.ok) void put(clean.value);
    else setTrouble(clean);
  };
  const languageName = (tag: string): string => {
    try {
      return new Intl.DisplayNames([i18n.locale], { type: "language" }).of(tag) ?? tag;
    } catch {
      return tag;
    }
  };
  return (
    <form
      className={css.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <p>
        <Trans>
          Nicknames with one of these words are refused. A line of the chat with one waits until somebody who leads lets it through. All
          lists hold together, in every space.
        </Trans>
      </p>
      <Select label={<Trans>Language</Trans>} value={lang} onChange={(event) => setLang(event.target.value)}>
        {lists.map((one) => (
          <option key={one.lang} value={one.lang}>
            {languageName(one.lang)}
          </option>
        ))}
        {!lists.some((one) => one.lang === lang) && lang !== "" && <option value={lang}>{languageName(lang)}</option>}
        <option value="">{t`Another language`}</option>
      </Select>
      {lang === "" && (
        <Field
          label={<Trans>Which one (a short code, such as de or uk)</Trans>}
          value={other}
          onChange={(event) => setOther(event.target.value)}
          autoCapitalize="none"
        />
      )}
      <details className={css.details} key={chosen} open={list === undefined || typed[chosen] !== undefined}>
        <summary>
          <Trans>Show and change the words (they are rude)</Trans>
        </summary>
        <div className={`${css.text} ${css.words}`}>
          <label htmlFor={id}>
            <Trans>One word or phrase a line; an * at the end stands for any ending</Trans>
          </label>
          <textarea
            id={id}
            value={text}
            lang={chosen}
            spellCheck={false}
            aria-invalid={trouble !== null}
            aria-describedby={`${id}-hint`}
            onChange={(event) => write(event.target.value)}
          />
          <p id={`${id}-hint`} className={css.hint}>
            <Trans>
              At most {WORDS_MAX} lines. Only whole words count; disguises (numbers for letters, spaces between them, other alphabets) are
              found by themselves.
            </Trans>
          </p>
        </div>
      </details>
      {trouble && <Notice kind="error">{sentence(i18n, trouble.code, trouble.params)}</Notice>}
      <div className={css.buttons}>
        <Button type="submit" look="primary" disabled={chosen === "" || text === before}>
          <Trans>Keep this list</Trans>
        </Button>
        {list?.own === true && (
          <Button look="plain" onClick={() => void put(null)}>
            <Trans>Back to Kartu's own list</Trans>
          </Button>
        )}
        <span role="status">{kept && <Trans>Kept; it holds from now on.</Trans>}</span>
      </div>
    </form>
  );
}
