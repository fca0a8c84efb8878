import { useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { useEffect } from "react";
import { $sound, $view } from "../../store/prefs.ts";
import { $place, $places, $space } from "../../store/space.ts";
import { LiveRegion } from "../announce/LiveRegion.tsx";
import { useNarrow } from "../use-media-query.ts";
import { Banners } from "./Banners.tsx";
import { Bar } from "./Bar.tsx";
import { BoardFrame } from "./BoardFrame.tsx";
import { Dialogs } from "./Dialogs.tsx";
import { Header } from "./Header.tsx";
import { Hears } from "./Hears.tsx";
import { ListView } from "./ListView.tsx";
import { Panel } from "./Panel.tsx";
import { Prompt } from "./Prompt.tsx";
import { openMedia, type Session } from "./session.ts";
import { $dialog, $openBoard, $panel, showPanel } from "./ui-state.ts";
import { useNews } from "./use-news.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { WorldFrame } from "./WorldFrame.tsx";
import { DebugHook } from "./DebugHook.tsx";
import css from "./Inside.module.css";

/** Inside a space. The lists and the chat are here at once; the map, the sound and the boards come after them. */
export function Inside({ session }: { session: Session }) {
  const { t } = useLingui();
  const view = useStore($view);
  const panel = useStore($panel);
  const board = useStore($openBoard);
  const space = useStore($space);
  const ready = useStore($places)[useStore($place) ?? ""] !== undefined;
  const narrow = useNarrow();

  useEffect(() => {
    if (!narrow && $panel.get() === null && innerWidth >= 960) showPanel($view.get() === "map" ? "people" : "chat");
  }, [narrow]);
  useEffect(() => {
    document.title = `${space?.name ?? "Kartu"} · Kartu`;
  }, [space?.name]);
  useEffect(() => {
    if ($sound.get() === "on") void openMedia();
  }, []);
  useEffect(() => {
    // A space that was just named opens with its first invite.
    if (location.hash === "#invite") $dialog.set({ kind: "invite" });
  }, []);
  useEffect(() => {
    // On a phone a sheet would lie on the board.
    if (narrow && board !== null) showPanel(null);
  }, [narrow, board]);
  useNews();
  useShortcuts();

  return (
    <div className={css.space} data-panel={panel !== null} data-view={view} data-over={view === "map" && board === null ? "map" : "page"}>
      <Header />
      <main className={css.main} aria-label={space?.name}>
        {view === "map" ? <WorldFrame session={session} ready={ready} /> : <ListView session={session} />}
        {board === null && <Banners />}
        {board && <BoardFrame key={board.board} open={board} />}
      </main>
      {panel !== null && <Panel session={session} tab={panel} />}
      {/* Not a footer: a board brings its own, and a page has one. */}
      <section className={css.footer} aria-label={t`Controls`} data-stack="">
        {/* A board has its own tools at the top. */}
        {board !== null && <Banners />}
        {view === "map" && <Prompt session={session} />}
        <Hears />
        <Bar session={session} narrow={narrow} />
      </section>
      <LiveRegion />
      <Dialogs session={session} />
      <DebugHook session={session} />
    </div>
  );
}
