import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { ChevronDown, ChevronUp, LayoutGrid } from "lucide-react";
import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { $cam, $chosenMode, $mode, $tilesCover } from "../../store/pictures.ts";
import { $people } from "../../store/space.ts";
import { names } from "../announce/words.ts";
import { $theatre, $tilesOpen, openTheatre } from "../space/pictures-state.ts";
import { $company, type Company } from "./company.ts";
import { $float } from "./float.ts";
import { SeesYou } from "./SeesYou.tsx";
import { Chip, OwnTile, PersonTile, ScreenTile } from "./Tile.tsx";
import css from "./Tiles.module.css";

/** Chips beside the pictures; the rest is counted. */
const MOST_CHIPS = 8;
/** More pictures than this stand in two columns. */
const ONE_COLUMN = 4;
/** The map keeps so much of its right edge free of oneself, px: a column of tiles with its distances. */
const COVER = { one: 184, two: 340 };

/** Whom one is with while one walks. @param where at the right edge of the map, or as a strip that scrolls above the bar */
export function Tiles({ where }: { where: "edge" | "strip" }) {
  const { t } = useLingui();
  const company = useStore($company);
  const open = useStore($tilesOpen) === "on";
  const filming = useStore($cam).state === "on";
  const theatre = useStore($theatre);
  const float = useStore($float);
  const films = company.pictures.length + company.screens.length + (filming ? 1 : 0);
  const any = films + company.chips.length > 0;
  const wide = where === "edge" && films > ONE_COLUMN;
  const cover = where === "edge" && any && open && theatre === null ? (wide ? COVER.two : COVER.one) : 0;
  useEffect(() => {
    $tilesCover.set(cover);
    return () => $tilesCover.set(0);
  }, [cover]);
  // Left, the space takes its window along.
  useEffect(() => () => $float.get()?.close(), []);
  if (!any || (theatre !== null && float === null)) return null;
  const list = (
    <ul className={css.list} data-where={float === null ? where : "window"} data-wide={wide} aria-label={t`Whom you are with`}>
      <Company company={company} filming={filming} />
    </ul>
  );
  return (
    <section className={css.tiles} data-where={where} data-wide={wide} data-open={open} aria-label={t`Pictures`}>
      <div className={css.head}>
        {films > 0 && (
          <button
            type="button"
            className={css.act}
            data-look="grid"
            onClick={() => openTheatre({ view: "grid" })}
            aria-label={t`All large`}
            title={t`All large`}
          >
            <LayoutGrid aria-hidden />
            <span className={css.long}>
              <Trans>All large</Trans>
            </span>
          </button>
        )}
        <button
          type="button"
          className={css.act}
          aria-expanded={open}
          onClick={() => $tilesOpen.set(open ? "off" : "on")}
          aria-label={open ? t`Hide the pictures` : t`Show the pictures`}
          title={open ? t`Hide the pictures` : t`Show the pictures`}
        >
          {open ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
          {!open && (
            <span>
              <Plural value={company.pictures.length + company.chips.length} one="# person" other="# people" />
            </span>
          )}
        </button>
      </div>
      {float !== null ? createPortal(list, float.document.body) : open && list}
      {open && <Unseen company={company} />}
    </section>
  );
}

function Company({ company, filming }: { company: Company; filming: boolean }) {
  const chips = company.chips.slice(0, MOST_CHIPS);
  const more = company.chips.length - chips.length;
  return (
    <>
      {company.screens.map((film) => (
        <ScreenTile key={film.person} film={film} />
      ))}
      {filming && (
        <>
          <OwnTile />
          <li className={css.sees}>
            <SeesYou />
          </li>
        </>
      )}
      {company.pictures.map((film) => (
        <PersonTile key={film.person} person={film.person} film={film} />
      ))}
      {chips.map((person) => (
        <Chip key={person} person={person} />
      ))}
      {more > 0 && (
        <li className={css.more}>
          <Plural value={more} one="and # more" other="and # more" />
        </li>
      )}
    </>
  );
}

/** What one does not see, and why. */
function Unseen({ company: { unseen, pictures } }: { company: Company }) {
  const steady = useSteady(unseen.join(" "));
  const { i18n } = useLingui();
  const mode = useStore($mode);
  const chosen = useStore($chosenMode);
  const people = useStore($people);
  if (unseen.length === 0 || !steady) return null;
  const who = names(
    i18n,
    unseen.map((person) => people[person]?.name ?? "?"),
  );
  return (
    <p className={css.unseen}>
      {mode !== chosen && mode === "sound" ? (
        <Trans>Your connection is weak: no pictures just now. With a camera on: {who}</Trans>
      ) : mode !== chosen && pictures.length >= 4 ? (
        <Trans>Your connection is weak: four pictures just now. Only heard: {who}</Trans>
      ) : mode === "sound" ? (
        <Trans>You see no pictures: “sound only” is on. With a camera on: {who}</Trans>
      ) : mode === "saver" && pictures.length >= 4 ? (
        <Trans>Data saver shows four pictures. Only heard: {who}</Trans>
      ) : (
        <Trans>Only heard for now: {who}. Pictures come when you both stand still, for the nearest.</Trans>
      )}
    </p>
  );
}

/** A picture that is on its way is not told as missing, ms. */
const ON_ITS_WAY_MS = 6_000;

function useSteady(value: string): boolean {
  const [steady, setSteady] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSteady(value), ON_ITS_WAY_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return steady === value;
}
