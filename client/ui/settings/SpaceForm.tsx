import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from "react";
import { CONDUCT_MAX, WELCOME_MAX } from "../../../shared/domain/space-settings.ts";
import { codePoints } from "../../../shared/domain/names.ts";
import type { SpaceInfo } from "../../../shared/protocol/http.ts";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { Field } from "../parts/Field.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Switch } from "../parts/Switch.tsx";
import { TextArea } from "../parts/TextArea.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { sentence } from "../text/errors.ts";
import { type Draft, faults, fieldsOf, keepDraft, keptDraft, type SpaceFields, toCapacity, withField } from "./space-draft.ts";
import { StartField } from "./StartField.tsx";
import css from "./SpaceForm.module.css";

/** Everything that is set for a space. Nothing is sent before "Save"; what is not saved outlasts a closed dialog and a reload. */
export function SpaceForm({ space, onSaved }: { space: SpaceInfo; onSaved: (space: SpaceInfo) => void }) {
  const { t, i18n } = useLingui();
  const saved = fieldsOf(space);
  const [draft, setDraft] = useState<Draft>(() => keptDraft(space.id));
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const fields: SpaceFields = { ...saved, ...draft };
  const changed = Object.keys(draft).length > 0;
  const wrong = faults(draft);
  const said = (field: keyof SpaceFields): ReactNode => {
    const fault = wrong[field];
    return fault && sentence(i18n, fault.code, fault.params);
  };

  const keep = (next: Draft): void => {
    setDraft(next);
    keepDraft(space.id, next);
    setDone(false);
  };
  const set = <K extends keyof SpaceFields>(field: K, value: SpaceFields[K]): void => keep(withField(draft, saved, field, value));
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (Object.keys(wrong).length > 0) return form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    const { name, ...settings } = draft;
    setBusy(true);
    const body = { ...(name === undefined ? {} : { name }), ...(Object.keys(settings).length === 0 ? {} : { settings }) };
    const answer = await ask("PATCH /api/spaces/:space", { params: { space: space.id }, body });
    setBusy(false);
    setTrouble(answer.ok ? null : answer);
    if (!answer.ok) return;
    keep({});
    setDone(true);
    onSaved(answer.value);
  };

  // A closed tab takes the draft with it: the browser asks.
  useEffect(() => {
    if (!changed) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [changed]);

  return (
    <form ref={form} className={css.form} noValidate onSubmit={(event) => void save(event)}>
      <Group title={<Trans>The space</Trans>}>
        <Field
          label={<Trans>Name of the space</Trans>}
          value={fields.name}
          autoComplete="off"
          onChange={(event) => set("name", event.target.value)}
          error={said("name")}
        />
      </Group>
      <Group title={<Trans>Next session</Trans>}>
        <StartField at={fields.startsAt} onChange={(at) => set("startsAt", at)} />
        <TextArea
          label={<Trans>Words for those who wait or come early</Trans>}
          hint={<Count text={fields.welcome} max={WELCOME_MAX} />}
          placeholder={t`We start soon. Get a glass of water and find a quiet corner.`}
          value={fields.welcome}
          onChange={(event) => set("welcome", event.target.value)}
          error={said("welcome")}
        />
        <div className={css.set}>
          <p className={css.label}>
            <Trans>Who comes by a link with a lobby</Trans>
          </p>
          <Choices
            label={t`Who comes by a link with a lobby`}
            value={fields.lobbyRule}
            onChange={(rule) => set("lobbyRule", rule)}
            options={[
              { value: "ask", label: <Trans>Each is let in by hand</Trans> },
              { value: "while_led", label: <Trans>All come in while somebody leads</Trans> },
            ]}
          />
        </div>
      </Group>
      <Group title={<Trans>Who comes, and their safety</Trans>}>
        <Field
          label={<Trans>How many people at once</Trans>}
          hint={
            <Trans>
              Two at one device are two; those who lead do not count, and always come in. Who comes to a full space waits in a queue and is
              called when somebody leaves. Nobody who is inside is put out. Empty: as many as this host carries.
            </Trans>
          }
          inputMode="numeric"
          autoComplete="off"
          value={fields.capacity ?? ""}
          onChange={(event) => set("capacity", toCapacity(event.target.value))}
          error={said("capacity")}
        />
        <Switch
          label={<Trans>People under 18 come here</Trans>}
          hint={<Trans>Then sound goes only by ways that hide internet addresses, unless you accept otherwise below.</Trans>}
          on={fields.admitsMinors}
          onChange={(on) => {
            // Whispering is never where they come: what was wished of it goes with it.
            const without = on ? withField(draft, saved, "whisper", false) : draft;
            keep(withField(without, saved, "admitsMinors", on));
          }}
        />
        {!fields.admitsMinors && (
          <Switch
            label={<Trans>People may whisper</Trans>}
            hint={
              <Trans>
                Those who stand together outside the meeting areas can close their conversation: others hear and see nothing of it. Those
                who lead can always come in, or end it.
              </Trans>
            }
            on={fields.whisper}
            onChange={(on) => set("whisper", on)}
          />
        )}
        {(space.role === "owner" || fields.acceptsVisibleAddresses) && (
          <Switch
            label={<Trans>I accept that those who talk with each other can see each other's internet address</Trans>}
            hint={
              <Trans>
                Needed for sound where people under 18 come and no relay (TURN) is set up. An address says roughly where someone is.
              </Trans>
            }
            on={fields.acceptsVisibleAddresses}
            onChange={(on) => set("acceptsVisibleAddresses", on)}
          />
        )}
        <TextArea
          label={<Trans>Our agreement</Trans>}
          hint={
            <>
              <Trans>Everyone accepts it before they come in; who accepted another text is asked again. Empty: nobody is asked.</Trans>{" "}
              <Count text={fields.conduct} max={CONDUCT_MAX} />
            </>
          }
          rows={6}
          value={fields.conduct}
          onChange={(event) => set("conduct", event.target.value)}
          error={said("conduct")}
        />
        {fields.conduct.trim() === "" && (
          <div>
            <Button
              onClick={() =>
                set(
                  "conduct",
                  t`We are kind to each other: no insults, no mocking, no hate.
We let others finish and give everyone a turn.
What is told here stays here. We take no pictures and record nothing.
We share no addresses, phone numbers or passwords, our own or others'.
If something feels wrong, we tell a trainer or press “Report”.`,
                )
              }
            >
              <Trans>Begin with an example</Trans>
            </Button>
          </div>
        )}
        <Field
          label={<Trans>Whom to turn to when nobody is on duty</Trans>}
          hint={<Trans>A name, a phone number or an address; everyone in the space can read it.</Trans>}
          value={fields.contact}
          autoComplete="off"
          onChange={(event) => set("contact", event.target.value)}
          error={said("contact")}
        />
      </Group>
      {trouble && <TroubleNotice trouble={trouble} />}
      <div className={css.save} data-changed={changed}>
        <p role="status">
          {changed ? (
            <Trans>Not saved yet</Trans>
          ) : done ? (
            <Trans>Saved</Trans>
          ) : (
            <span className={css.calm}>{t`Everything is saved`}</span>
          )}
        </p>
        {changed && (
          <Button look="plain" disabled={busy} onClick={() => keep({})}>
            <Trans>Discard the changes</Trans>
          </Button>
        )}
        <Button type="submit" look="primary" disabled={!changed || busy}>
          <Trans>Save</Trans>
        </Button>
      </div>
      {changed && fields.startsAt !== null && fields.startsAt !== saved.startsAt && space.present > 0 && (
        <Notice kind="info">
          <Trans>People are inside just now; they read the new start at once.</Trans>
        </Notice>
      )}
    </form>
  );
}

function Group({ title, children }: { title: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={css.group} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  );
}

/** Said only when it begins to matter. */
function Count({ text, max }: { text: string; max: number }) {
  const count = codePoints(text);
  return count < max * 0.8 ? null : (
    <Trans>
      {count} of {max} characters
    </Trans>
  );
}
