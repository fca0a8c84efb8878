import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { ChevronLeft, ChevronRight, LayoutGrid, Maximize, PictureInPicture2, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { $ownCam, $pictures, type PictureKey } from "../../store/pictures.ts";
import { $people } from "../../store/space.ts";
import { speak } from "../announce/speak.ts";
import { useNarrow } from "../use-media-query.ts";
import { $theatre, closeTheatre, leaveTheatre, openTheatre, type Theatre as View } from "../space/pictures-state.ts";
import { $company } from "./company.ts";
import { canFloat, openFloat } from "./float.ts";
import { gridOf, pageOf } from "./grid.ts";
import { OwnTile, PersonTile, ScreenTile } from "./Tile.tsx";
import type { Film } from "./Video.tsx";
import { Zoomable } from "./Zoomable.tsx";
import css from "./Theatre.module.css";

const GAP = 10;
const A_PAGE = { phone: 6, desk: 16 };
/** A picture that fails for a moment is waited for, ms. */
const GONE_MS = 2_000;

/** Pictures that fill the page: all of them in a grid, or one of them with the others beside. */
export function Theatre({ theatre }: { theatre: View }) {
  const { t } = useLingui();
  const narrow = useNarrow();
  const box = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const large = theatre.view === "large" ? theatre.of : null;
  useEffect(() => heading.current?.focus({ preventScroll: true }), [large]);
  const keys = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || document.fullscreenElement !== null) return;
    event.preventDefault();
    leaveTheatre();
  };
  const canFill = document.fullscreenEnabled === true;
  const toRoom = theatre.view === "grid" || theatre.from === "room";
  return (
    // Escape leads back to where one was.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section ref={box} className={css.theatre} aria-labelledby="theatre-heading" onKeyDown={keys}>
      <div className={css.head}>
        <h2 id="theatre-heading" ref={heading} tabIndex={-1}>
          {theatre.view === "grid" ? <Trans>Everyone here</Trans> : <LargeName of={theatre.of} />}
        </h2>
        {theatre.view === "grid" && canFloat() && (
          <button
            type="button"
            className={css.act}
            aria-label={t`In a window of its own`}
            title={t`In a window of its own`}
            onClick={() => void openFloat(t`Whom you are with`).then((open) => open && closeTheatre())}
          >
            <PictureInPicture2 aria-hidden />
          </button>
        )}
        {canFill && (
          <button
            type="button"
            className={css.act}
            aria-label={t`Full screen`}
            title={t`Full screen`}
            onClick={() => void (document.fullscreenElement === null ? box.current?.requestFullscreen() : document.exitFullscreen())}
          >
            <Maximize aria-hidden />
          </button>
        )}
        <button type="button" className={css.back} onClick={leaveTheatre} aria-label={toRoom ? t`Back to the room` : t`Back to all`}>
          {toRoom ? <X aria-hidden /> : <LayoutGrid aria-hidden />}
          <span>{narrow ? <Trans>Back</Trans> : toRoom ? <Trans>Back to the room</Trans> : <Trans>Back to all</Trans>}</span>
        </button>
      </div>
      {theatre.view === "grid" ? <AllOfThem /> : <Large theatre={theatre} />}
    </section>
  );
}

function useFilm(of: Extract<View, { view: "large" }>["of"]): Film | null {
  const own = useStore($ownCam);
  const shown = useStore($pictures);
  if (of === "you:cam") return own && { person: null, source: "cam", stream: own, ready: true };
  return shown[of] ?? null;
}

function LargeName({ of }: { of: Extract<View, { view: "large" }>["of"] }) {
  const people = useStore($people);
  if (of === "you:cam") return <Trans>You, as in a mirror</Trans>;
  const [person, source] = of.split(":");
  const name = people[Number(person)]?.name ?? "?";
  return source === "screen" ? <Trans>Screen of {name}</Trans> : <>{name}</>;
}

/** Size of an element, followed. */
function useSize() {
  const ref = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const follow = new ResizeObserver(measure);
    follow.observe(element);
    return () => follow.disconnect();
  }, []);
  return { ref, ...size };
}

function AllOfThem() {
  const { t } = useLingui();
  const { pictures, chips, screens } = useStore($company);
  const narrow = useNarrow();
  const [wanted, setWanted] = useState(0);
  const { ref, width, height } = useSize();
  const all: { key: string; tile: (style: { inlineSize: number; blockSize: number }) => ReactNode }[] = [
    ...screens.map((film) => ({
      key: `${film.person}:screen`,
      tile: (style: object) => <ScreenTile key={`${film.person}:screen`} film={film} style={style} />,
    })),
    { key: "you", tile: (style: object) => <OwnTile key="you" style={style} /> },
    ...pictures.map((film) => ({
      key: String(film.person),
      tile: (style: object) => <PersonTile key={film.person} person={film.person} film={film} style={style} />,
    })),
    ...chips.map((person) => ({
      key: String(person),
      tile: (style: object) => <PersonTile key={person} person={person} film={null} style={style} />,
    })),
  ];
  const { shown, page, pages } = pageOf(all, wanted, narrow ? A_PAGE.phone : A_PAGE.desk);
  const grid = gridOf(shown.length, width - 8, height - 8, GAP);
  const turn = (by: number): void => {
    setWanted(page + by);
    speak(t`Page ${page + by + 1} of ${pages}`, false);
  };
  return (
    <>
      <div ref={ref} className={css.field}>
        {width > 0 && (
          <ul
            className={css.grid}
            aria-label={t`Everyone in this conversation`}
            style={{ gridTemplateColumns: `repeat(${grid.columns}, ${grid.width}px)`, gap: GAP }}
          >
            {shown.map(({ tile }) => tile({ inlineSize: grid.width, blockSize: grid.height }))}
          </ul>
        )}
      </div>
      {pages > 1 && (
        <div className={css.pages}>
          <button
            type="button"
            className={css.act}
            aria-label={t`Page before`}
            aria-disabled={page === 0}
            onClick={() => page > 0 && turn(-1)}
          >
            <ChevronLeft aria-hidden />
          </button>
          <span>
            {page + 1} / {pages}
          </span>
          <button
            type="button"
            className={css.act}
            aria-label={t`Next page`}
            aria-disabled={page === pages - 1}
            onClick={() => page < pages - 1 && turn(1)}
          >
            <ChevronRight aria-hidden />
          </button>
        </div>
      )}
    </>
  );
}

function Large({ theatre }: { theatre: Extract<View, { view: "large" }> }) {
  const { t } = useLingui();
  const film = useFilm(theatre.of);
  const { pictures, screens } = useStore($company);
  const people = useStore($people);
  const video = useRef<HTMLVideoElement>(null);
  const gone = film === null;
  const ended = useEffectEvent(() => speak(t`The picture has ended.`, true));
  useEffect(() => {
    if (!gone) return;
    const timer = setTimeout(() => {
      ended();
      leaveTheatre();
    }, GONE_MS);
    return () => clearTimeout(timer);
  }, [gone]);
  const beside = pictures.filter(({ person }) => `${person}:cam` !== theatre.of);
  const other = (of: PictureKey): void => openTheatre({ ...theatre, of });
  const floats = document.pictureInPictureEnabled === true;
  return (
    <div className={css.large}>
      <div className={css.scene}>
        {screens.length > 1 && (
          <div role="group" aria-label={t`Which screen`} className={css.which}>
            {screens.map(({ person }) => {
              const key: PictureKey = `${person}:screen`;
              return (
                <button key={person} type="button" aria-pressed={theatre.of === key} onClick={() => other(key)}>
                  {people[person]?.name ?? "?"}
                </button>
              );
            })}
          </div>
        )}
        {film === null ? (
          <p className={css.gone}>
            <Trans>The picture is gone …</Trans>
          </p>
        ) : (
          <Zoomable key={theatre.of} film={film} video={video}>
            {floats && (
              <button
                type="button"
                className={css.act}
                aria-label={t`In a window of its own`}
                title={t`In a window of its own`}
                onClick={() => void video.current?.requestPictureInPicture().catch(() => undefined)}
              >
                <PictureInPicture2 aria-hidden />
              </button>
            )}
          </Zoomable>
        )}
      </div>
      {(beside.length > 0 || theatre.of !== "you:cam") && (
        <ul className={css.beside} aria-label={t`The others`}>
          {theatre.of !== "you:cam" && <OwnTile />}
          {beside.map((one) => (
            <PersonTile key={one.person} person={one.person} film={one} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** Shown where `$theatre` says so. */
export function TheatreSlot() {
  const theatre = useStore($theatre);
  return theatre && <Theatre theatre={theatre} />;
}
