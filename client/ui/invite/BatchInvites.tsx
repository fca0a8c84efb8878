import { plural } from "@lingui/core/macro";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Upload, UserRound } from "lucide-react";
import { useId, useMemo, useRef, useState } from "react";
import { checkNames, NAMES_MAX, nameTable } from "../../../shared/domain/name-list.ts";
import type { AddressReport, InviteInfo, SpaceInfo } from "../../../shared/protocol/http.ts";
import { $language } from "../i18n/load.ts";
import { Button } from "../parts/Button.tsx";
import { Select } from "../parts/Field.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Switch } from "../parts/Switch.tsx";
import { TextArea } from "../parts/TextArea.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { BatchLinks } from "./BatchLinks.tsx";
import { InviteTerms, type Terms, USUAL } from "./InviteTerms.tsx";
import { NameCheck } from "./NameCheck.tsx";
import { listText } from "./read-list.ts";
import css from "./Invite.module.css";

/** A file larger than this is no list of names, bytes. */
const FILE_MAX = 1_000_000;
/** A name longer than this is not even sent: it is refused anyhow, and the list keeps under the size of a request. */
const SENT_MAX = 200;

/** Names in, a personal link for each out. The list is checked while it is written; what was written stays until there are links. */
export function BatchInvites({
  space,
  address,
  onMade,
}: {
  space: SpaceInfo;
  address: AddressReport | null;
  onMade: (invites: InviteInfo[]) => void;
}) {
  const { t } = useLingui();
  const language = useStore($language);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<number | null>(null);
  const [withDoubles, setWithDoubles] = useState(false);
  const [terms, setTerms] = useState<Terms>({ ...USUAL, uses: 1 });
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [tooBig, setTooBig] = useState(false);
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<{ invite: InviteInfo; name: string; code: string }[] | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const fileId = useId();

  const table = useMemo(() => nameTable(text), [text]);
  const column = Math.min(chosen ?? table.best, table.columns - 1);
  const entries = useMemo(() => checkNames(table, column), [table, column]);
  const good = entries.filter(({ trouble: wrong, doubleOf }) => wrong === null && (withDoubles || doubleOf === null));
  const wrong = entries.filter((entry) => entry.trouble !== null).length;
  const doubles = entries.filter(({ doubleOf }) => doubleOf !== null).length;

  const write = (next: string): void => {
    setText(next);
    setTrouble(null);
    setTooBig(false);
    setMade(null);
  };
  const read = async (picked: File | undefined): Promise<void> => {
    if (picked === undefined) return;
    if (picked.size > FILE_MAX) return setTooBig(true);
    write(listText(new Uint8Array(await picked.arrayBuffer()), language));
    setChosen(null);
  };
  const create = async (): Promise<void> => {
    setBusy(true);
    const { uses: _, ...wish } = terms;
    const names = good.map(({ name }) => name.slice(0, SENT_MAX));
    const answer = await ask("POST /api/spaces/:space/invites/batch", { params: { space: space.id }, body: { ...wish, names } });
    setBusy(false);
    setTrouble(answer.ok ? null : answer);
    if (!answer.ok) return;
    setMade(answer.value.invites);
    onMade(answer.value.invites.map(({ invite }) => invite));
  };

  if (made !== null && address !== null) return <BatchLinks space={space} address={address} made={made} onAnother={() => write("")} />;
  const ready = entries.length > 0 && wrong === 0 && good.length <= NAMES_MAX;
  return (
    <>
      <p className={css.hint}>
        <Trans>
          Each person gets a link of their own, which works once. Write the names, paste them from a spreadsheet, or read a file.
        </Trans>
      </p>
      <TextArea
        label={<Trans>Names, one a line</Trans>}
        rows={6}
        value={text}
        placeholder={t`Nika\nJan\nŽan`}
        onChange={(event) => write(event.target.value)}
      />
      <div className={css.origins}>
        <input
          ref={file}
          id={fileId}
          className="hidden"
          tabIndex={-1}
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          aria-label={t`File with names`}
          onChange={(event) => {
            void read(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <Button icon={<Upload aria-hidden />} onClick={() => file.current?.click()}>
          <Trans>Read a file (CSV or text)</Trans>
        </Button>
      </div>
      {tooBig && (
        <Notice kind="error">
          <Trans>This file is too big for a list of names. Save the list as CSV and choose that.</Trans>
        </Notice>
      )}
      {table.columns > 1 && (
        <Select label={<Trans>The names are in</Trans>} value={column} onChange={(event) => setChosen(Number(event.target.value))}>
          {Array.from({ length: table.columns }, (_, i) => (
            <option key={i} value={i}>
              {columnName(table.head?.[i] ?? table.rows[0]?.cells[i], t`Column ${i + 1}`)}
            </option>
          ))}
        </Select>
      )}
      {entries.length > 0 && <NameCheck entries={entries} withDoubles={withDoubles} />}
      {doubles > 0 && (
        <Switch
          label={<Trans>Several people have the same name</Trans>}
          hint={<Trans>On: each of them gets a link. Off: a name that stands there twice gets one.</Trans>}
          on={withDoubles}
          onChange={setWithDoubles}
        />
      )}
      {good.length > NAMES_MAX && (
        <Notice kind="error">
          <Trans>At most {NAMES_MAX} links are made at once. Take the rest in a second step.</Trans>
        </Notice>
      )}
      <InviteTerms terms={terms} onChange={setTerms} role={space.role} personal />
      {trouble && <TroubleNotice trouble={trouble} />}
      <Button look="primary" size="l" icon={<UserRound aria-hidden />} disabled={!ready || busy} onClick={() => void create()}>
        {good.length === 0 ? t`Make the links` : t`${plural(good.length, { one: "Make # link", other: "Make # links" })}`}
      </Button>
      {wrong > 0 && (
        <p className={css.hint}>
          <Plural value={wrong} one="# line has to be mended first." other="# lines have to be mended first." />
        </p>
      )}
    </>
  );
}

/** "Column 2: Nika …" */
const columnName = (sample: string | undefined, name: string): string =>
  sample === undefined || sample.trim() === "" ? name : `${name}: ${sample.trim().slice(0, 30)}`;
