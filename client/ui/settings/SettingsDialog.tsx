import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Headphones } from "lucide-react";
import { useId, type ReactNode } from "react";
import type { WritableAtom } from "nanostores";
import { can } from "../../../shared/domain/permissions.ts";
import { $announce, $chimes, $quality, $shortcuts, $sound, $stick } from "../../store/prefs.ts";
import { $me, $space } from "../../store/space.ts";
import { isLanguage, LANGUAGES } from "../i18n/languages.ts";
import { $language, chooseLanguage } from "../i18n/load.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Select } from "../parts/Field.tsx";
import { Switch } from "../parts/Switch.tsx";
import { DataMode } from "../pictures/DataMode.tsx";
import { BlockedPeople } from "../people/Blocked.tsx";
import { closeMedia, hear, type Session } from "../space/session.ts";
import { $dialog } from "../space/ui-state.ts";
import { Forget } from "./Forget.tsx";
import { KeyList } from "./KeyList.tsx";
import { Party } from "./Party.tsx";
import { Profile, profileNow } from "./Profile.tsx";
import { SpaceSettings } from "./SpaceSettings.tsx";
import css from "./Settings.module.css";

export function SettingsDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const { t } = useLingui();
  const language = useStore($language);
  const space = useStore($space);
  const me = useStore($me);
  const shortcuts = useStore($shortcuts);
  const sound = useStore($sound);

  const speak = async (tag: string): Promise<void> => {
    if (!isLanguage(tag)) return;
    await chooseLanguage(tag);
    const profile = profileNow();
    if (profile) session.profile({ ...profile, lang: tag });
  };
  const playSound = (on: boolean): void => {
    if (on) return void hear();
    $sound.set("off");
    closeMedia();
  };
  return (
    <Dialog wide title={<Trans>Settings</Trans>} onClose={onClose}>
      <Group title={<Trans>You</Trans>}>
        <Profile session={session} />
        <Party />
        <Select label={<Trans>Language</Trans>} value={language} onChange={(event) => void speak(event.target.value)}>
          {Object.entries(LANGUAGES).map(([tag, name]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </Select>
        {me && me.account !== "none" && (
          // Beside the space: who looks after their account stays in it.
          <a href="/account" target="_blank" rel="noreferrer">
            <Trans>Your account</Trans>
          </a>
        )}
      </Group>

      <Group title={<Trans>Sound and pictures</Trans>}>
        <Switch
          label={<Trans>Play what the others say</Trans>}
          hint={<Trans>Off: you hear nobody and nobody hears you.</Trans>}
          on={sound === "on"}
          onChange={playSound}
        />
        <Switch
          label={<Trans>Small sounds</Trans>}
          hint={<Trans>When the timer ends, or somebody waits for you.</Trans>}
          on={useStore($chimes) === "on"}
          onChange={(on) => $chimes.set(on ? "on" : "off")}
        />
        <Button icon={<Headphones aria-hidden />} onClick={() => $dialog.set({ kind: "devices", from: "settings" })}>
          <Trans>Microphone, speaker, camera</Trans>
        </Button>
        <DataMode />
      </Group>

      <Group title={<Trans>Whom I blocked</Trans>}>
        <BlockedPeople />
      </Group>

      <Group title={<Trans>Reading aloud</Trans>}>
        <Choice
          label={<Trans>What a screen reader is told</Trans>}
          $value={$announce}
          options={[
            ["all", t`Everything that happens near me`],
            ["me", t`Only what concerns me`],
            ["none", t`Nothing by itself`],
          ]}
        />
        <Switch
          label={<Trans>Keys of one letter</Trans>}
          hint={<Trans>Turn them off if they get in the way of your screen reader or voice control.</Trans>}
          on={shortcuts === "on"}
          onChange={(on) => $shortcuts.set(on ? "on" : "off")}
        />
        {shortcuts === "on" && <KeyList />}
      </Group>

      <Group title={<Trans>Map</Trans>}>
        <Choice
          label={<Trans>Quality of the picture</Trans>}
          $value={$quality}
          options={[
            ["auto", t`By itself`],
            ["high", t`Smooth`],
            ["balanced", t`Balanced`],
            ["saver", t`Saves battery`],
          ]}
        />
        <Switch
          label={<Trans>Stick for walking</Trans>}
          hint={<Trans>A round control on the map, besides tapping where to go.</Trans>}
          on={useStore($stick) === "on"}
          onChange={(on) => $stick.set(on ? "on" : "off")}
        />
      </Group>

      {space && can(space.role, "space.configure") && (
        <Group title={<Trans>This space</Trans>}>
          <SpaceSettings space={space} />
          <a href={`/desk/${space.id}`} target="_blank" rel="noopener">
            <Trans>The desk of this space (opens beside)</Trans>
          </a>
        </Group>
      )}
      <Group title={<Trans>This device</Trans>}>
        <Forget session={session} />
      </Group>
    </Dialog>
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

function Choice<T extends string>({
  label,
  $value,
  options,
}: {
  label: ReactNode;
  $value: WritableAtom<T>;
  options: readonly (readonly [T, string])[];
}) {
  const value = useStore($value);
  return (
    <Select
      label={label}
      value={value}
      onChange={(event) => {
        const chosen = options.find(([option]) => option === event.target.value);
        if (chosen) $value.set(chosen[0]);
      }}
    >
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </Select>
  );
}
