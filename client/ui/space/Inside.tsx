import { useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { can } from "../../../shared/domain/permissions.ts";
import { lazy, Suspense, useEffect, useRef } from "react";
import { $cameIn, $muteOnJoin } from "../../store/devices.ts";
import { $sound, $view } from "../../store/prefs.ts";
import { $place, $places, $role, $space } from "../../store/space.ts";
import { LiveRegion } from "../announce/LiveRegion.tsx";
import { useNarrow } from "../use-media-query.ts";
import { later } from "../i18n/later.ts";
import { calm } from "../parts/calm.ts";
import { Banners } from "./Banners.tsx";
import { Bar } from "./Bar.tsx";
import { BigTimer } from "./BigTimer.tsx";
import { BoardFrame } from "./BoardFrame.tsx";
import { Dialogs } from "./Dialogs.tsx";
import { Header } from "./Header.tsx";
import { Hears } from "./Hears.tsx";
import { $leads } from "./lead-state.ts";
import { ListView } from "./ListView.tsx";
import { NoteStack } from "./NoteStack.tsx";
import { Panel } from "./Panel.tsx";
import { PicturesSlot } from "./PicturesSlot.tsx";
import { $theatre, closeTheatre } from "./pictures-state.ts";
import { Prompt } from "./Prompt.tsx";
import { openMedia, type Session } from "./session.ts";
import { $dialog, $openBoard, $panel, showPanel } from "./ui-state.ts";
import { useLedNews } from "./use-led-news.ts";
import { useNews } from "./use-news.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { useStack } from "./use-stack.ts";
import { WorldFrame } from "./WorldFrame.tsx";
import { Conversation } from "./writing/Conversation.tsx";
import { DebugHook } from "./DebugHook.tsx";
import css from "./Inside.module.css";

const Lead = lazy(async () => ({ default: (await later(import("../lead/Lead.tsx"))).Lead }));

/** Inside a space. The lists and the chat are here at once; the map, the sound and the boards come after them. */
export function Inside({ session }: { session: Session }) {
  const { t } = useLingui();
  const view = useStore($view);
  const panel = useStore($panel);
  const board = useStore($openBoard);
  const space = useStore($space);
  const role = useStore($role);
  const ready = useStore($places)[useStore($place) ?? ""] !== undefined;
  const narrow = useNarrow();
  const leads = useStore($leads);
  const theatre = useStore($theatre) !== null;
  const edge = !narrow && view === "map" && board === null;

  useEffect(() => {
    if (!narrow && $panel.get() === null && innerWidth >= 960) showPanel($view.get() === "map" ? "people" : "chat");
  }, [narrow]);
  useEffect(() => {
    document.title = `${space?.name ?? "Kartu"} · Kartu`;
  }, [space?.name]);
  useEffect(() => {
    const asked = $cameIn.get() && $muteOnJoin.get() === "off";
    $cameIn.set(false);
    if ($sound.get() !== "on") return;
    // Who comes in to speak has just tapped for it; who comes back reads first.
    void (asked ? Promise.resolve() : calm()).then(openMedia).then((media) => (asked ? media?.requestMic() : undefined));
  }, []);
  useEffect(() => {
    // A space that was just named opens with its first invite.
    if (location.hash === "#invite") $dialog.set({ kind: "invite" });
  }, []);
  useEffect(() => {
    // On a phone a sheet would lie on the board.
    if (narrow && (board !== null || theatre)) showPanel(null);
  }, [narrow, board, theatre]);
  // A board that is opened is what one wants to see.
  useEffect(() => $openBoard.listen((opened) => opened && closeTheatre()), []);
  useNews();
  useLedNews(session);
  useShortcuts(session);
  const footer = useRef<HTMLElement>(null);
  useStack(footer);

  return (
    <div
      className={css.space}
      data-panel={panel !== null}
      data-view={view}
      data-over={view === "map" && board === null && !theatre ? "map" : "page"}
    >
      <Header session={session} timer={!narrow && board === null} />
      <main className={css.main} aria-label={space?.name}>
        {view === "map" ? <WorldFrame session={session} ready={ready} /> : <ListView session={session} />}
        {board === null && <Banners session={session} />}
        {board && <BoardFrame key={board.board} open={board} />}
        <PicturesSlot part="theatre" />
      </main>
      {edge && <PicturesSlot part="edge" />}
      {panel !== null && <Panel session={session} tab={panel} />}
      {leads && (
        <Suspense fallback={null}>
          <Lead session={session} sheet={narrow || view === "list" || board !== null} />
        </Suspense>
      )}
      {/* Not a footer: a board brings its own, and a page has one. */}
      <section ref={footer} className={css.footer} aria-label={t`Controls`} data-stack="">
        {/* A board has its own tools at the top. */}
        {board !== null && <Banners session={session} />}
        {view === "map" && !theatre && <Prompt session={session} />}
        <Conversation
          session={session}
          mayWrite={can(role, "chat.write")}
          covered={board !== null || (narrow && panel !== null && panel !== "people")}
        />
        {(narrow || board !== null) && <BigTimer session={session} where="footer" />}
        {!edge && <PicturesSlot part="strip" />}
        <NoteStack />
        <Hears session={session} />
        <Bar session={session} narrow={narrow} />
      </section>
      <LiveRegion />
      <Dialogs session={session} />
      <DebugHook session={session} />
    </div>
  );
}
