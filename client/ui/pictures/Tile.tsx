import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { AudioLines, Keyboard, Mic, MicOff, ScreenShare } from "lucide-react";
import type { CSSProperties } from "react";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import { $mic, $speaking } from "../../store/media.ts";
import { $ownCam } from "../../store/pictures.ts";
import { $people, $you } from "../../store/space.ts";
import { $written, liveTail } from "../../store/writing.ts";
import { Portrait } from "../parts/Portrait.tsx";
import { $theatre, openTheatre, type Large } from "../space/pictures-state.ts";
import { $dialog } from "../space/ui-state.ts";
import css from "./Tile.module.css";
import { type Film, Video } from "./Video.tsx";

/** Letters of what somebody writes that fit on a tile. */
const WORDS = 60;

function usePerson(person: PersonId | null) {
  const { t } = useLingui();
  const you = useStore($you);
  const id = person ?? you ?? -1;
  const view = useStore($people)[id];
  const speaking = useStore($speaking)[id] ?? false;
  const own = useStore($mic).state === "on";
  const written = useStore($written)[id];
  const speaks = person === null ? own : view?.mic === "on";
  const state = speaking ? t`speaks` : speaks ? t`microphone on` : t`microphone off`;
  return { name: person === null ? t`You` : (view?.name ?? "?"), view, speaking, speaks, written, state };
}

function Plate({ name, speaking, speaks }: { name: string; speaking: boolean; speaks: boolean }) {
  const Icon = speaking ? AudioLines : speaks ? Mic : MicOff;
  return (
    <span className={css.plate} data-speaking={speaking}>
      <Icon aria-hidden />
      <span className={css.name}>{name}</span>
    </span>
  );
}

/** A person with a picture (or, in the grid, with their avatar's face in its place). A press makes it large. */
export function PersonTile({ person, film, style }: { person: PersonId | null; film: Film | null; style?: CSSProperties }) {
  const { t } = useLingui();
  const { name, view, speaking, speaks, written, state } = usePerson(person);
  const key: Large = person === null ? "you:cam" : `${person}:cam`;
  const act = (): void => {
    if (film !== null) openTheatre({ view: "large", of: key, from: $theatre.get() === null ? "room" : "grid" });
    else if (person !== null) $dialog.set({ kind: "person", person });
    else $dialog.set({ kind: "settings" });
  };
  return (
    <li className={css.item} style={style}>
      <button
        type="button"
        className={css.tile}
        data-look={key}
        data-speaking={speaking}
        data-plain={film === null}
        aria-label={film === null ? `${name}, ${state}` : `${t`${name}: make the picture large`}, ${state}`}
        onClick={act}
      >
        {view && <Portrait appearance={view.appearance} size={film === null ? 84 : 48} />}
        {film !== null && <Video film={film} />}
        {written && (
          <span className={css.writes} lang={written.lang} aria-hidden="true">
            {liveTail(written.text, WORDS)}
          </span>
        )}
        <Plate name={name} speaking={speaking} speaks={speaks} />
      </button>
    </li>
  );
}

export function OwnTile({ style }: { style?: CSSProperties }) {
  const stream = useStore($ownCam);
  return <PersonTile person={null} film={stream && { person: null, source: "cam", stream, ready: true }} {...(style ? { style } : {})} />;
}

/** Somebody's screen, small, with the way to see it. */
export function ScreenTile({ film, style }: { film: Film & { person: PersonId }; style?: CSSProperties }) {
  const { t } = useLingui();
  const name = useStore($people)[film.person]?.name ?? "?";
  const key: Large = `${film.person}:screen`;
  return (
    <li className={css.item} style={style}>
      <button
        type="button"
        className={css.tile}
        data-look={key}
        data-screen="true"
        aria-label={t`Look at the screen of ${name}`}
        onClick={() => openTheatre({ view: "large", of: key, from: $theatre.get() === null ? "room" : "grid" })}
      >
        <Video film={film} whole />
        <span className={css.see}>
          <ScreenShare aria-hidden />
          <span>
            <Trans>{name} shows a screen</Trans>
          </span>
        </span>
      </button>
    </li>
  );
}

/** Somebody who is heard, or writes: face, name, whether they speak. */
export function Chip({ person }: { person: PersonId }) {
  const { name, view, speaking, speaks, written, state } = usePerson(person);
  const Icon = speaking ? AudioLines : speaks ? Mic : MicOff;
  return (
    <li className={css.item}>
      <button
        type="button"
        className={css.chip}
        data-speaking={speaking}
        aria-label={`${name}, ${state}`}
        onClick={() => $dialog.set({ kind: "person", person })}
      >
        {view && <Portrait appearance={view.appearance} size={32} />}
        <span className={css.words}>
          <span className={css.name}>{name}</span>
          {written && (
            <span className={css.live} lang={written.lang} aria-hidden="true">
              <Keyboard aria-hidden /> {liveTail(written.text, WORDS)}
            </span>
          )}
        </span>
        <Icon aria-hidden className={css.sign} />
      </button>
    </li>
  );
}
