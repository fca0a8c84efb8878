import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { NotebookPen, X } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { BoardCanvas } from "./BoardCanvas.tsx";
import type { Me } from "./cursors.ts";
import type { Engine, EngineApi } from "./engine.ts";
import { BoardLink, type BoardStatus } from "./link.ts";
import { loadEngine } from "./load-engine.ts";
import { noteEdits } from "./note-edits.ts";
import { NotesList } from "./NotesList.tsx";
import { SaveState } from "./SaveState.tsx";
import css from "./BoardPanel.module.css";

export interface BoardPanelProps {
  space: string;
  board: string;
  /** Its name, in words. */
  label: string;
  lang: string;
  me: { user: string; name: string };
  readOnly: boolean;
  onClose(): void;
}

/**
 * A board: the drawing, its notes as a list, whether one's work is safe. Fills the frame it is put into, and takes the focus to its heading;
 * loaded lazily. The frame gives the focus back when it closes.
 */
export function BoardPanel({ space, board, label, lang, me, readOnly: mayOnlyRead, onClose }: BoardPanelProps) {
  const { t } = useLingui();
  const title = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const link = useLink(space, board, me.user);
  const { engine, failed, again } = useEngine();
  const [api, setApi] = useState<EngineApi | null>(null);
  // On a phone one of the two is shown; on a desktop the notes stand beside the canvas and can be folded away.
  const [shown, setShown] = useState<"canvas" | "notes">("canvas");
  const [notesOpen, setNotesOpen] = useState(true);
  // By id and name: a new object of the same person is no reason to begin anew.
  const self = useMemo<Me>(() => ({ id: me.user, name: me.name }), [me.user, me.name]);
  const edits = useMemo(() => (engine !== null && api !== null ? noteEdits(engine, api, self.id) : null), [engine, api, self.id]);

  useEffect(() => heading.current?.focus(), []);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    // Keys of the board are not steps in the room.
    event.stopPropagation();
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const inCanvas = event.target instanceof Element && event.target.closest(".excalidraw") !== null;
    if (inCanvas && api !== null && !isIdle(api)) return;
    onClose();
  };

  return (
    // Keys pass through here on their way out; the panel itself is nothing to press.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={css.frame} onKeyDown={onKeyDown} data-testid="board" data-shown={shown} data-notes={notesOpen ? "open" : "closed"}>
      <section className={css.panel} aria-labelledby={title}>
        <header className={css.header}>
          <h2 id={title} ref={heading} tabIndex={-1} className={css.heading}>
            {label}
          </h2>
          {link !== null && <SaveState link={link} />}
          <button type="button" className={css.notesButton} aria-pressed={notesOpen} onClick={() => setNotesOpen(!notesOpen)}>
            <NotebookPen aria-hidden />
            <Trans>Notes</Trans>
          </button>
          <button type="button" className={css.close} onClick={onClose} aria-label={t`Close the board`}>
            <X aria-hidden />
            <span className={css.closeWord}>
              <Trans>Close</Trans>
            </span>
          </button>
        </header>
        <div className={css.tabs} role="group" aria-label={t`What to show`}>
          <button type="button" aria-pressed={shown === "canvas"} onClick={() => setShown("canvas")}>
            <Trans>Drawing</Trans>
          </button>
          <button type="button" aria-pressed={shown === "notes"} onClick={() => setShown("notes")}>
            <Trans>Notes</Trans>
          </button>
        </div>
        {link !== null && (
          <Body
            key={`${space}/${board}`}
            link={link}
            engine={engine}
            failed={failed}
            again={again}
            lang={lang}
            me={self}
            mayOnlyRead={mayOnlyRead}
            onReady={setApi}
          >
            {(readOnly, frozen) => (
              <NotesList
                board={`${space}/${board}`}
                link={link}
                edits={edits}
                readOnly={readOnly}
                frozen={frozen}
                onShow={() => setShown("canvas")}
              />
            )}
          </Body>
        )}
      </section>
    </div>
  );
}

interface BodyProps {
  link: BoardLink;
  engine: Engine | null;
  failed: boolean;
  again(): void;
  lang: string;
  me: Me;
  mayOnlyRead: boolean;
  onReady(api: EngineApi | null): void;
  children(readOnly: boolean, frozen: boolean): React.ReactNode;
}

function Body({ link, engine, failed, again, lang, me, mayOnlyRead, onReady, children }: BodyProps) {
  const status = useStore(link.status);
  const notice = useStore(link.readOnly);
  const frozen = useStore(link.frozen);
  const ready = useCallback((api: EngineApi | null) => onReady(api), [onReady]);
  const readOnly = mayOnlyRead || notice !== false || status.state === "ended";
  return (
    <>
      <Notices status={status} notice={mayOnlyRead ? "observer" : notice} />
      {/* Always there: what comes into it is read out. */}
      <div role="status">
        {frozen && !readOnly && (
          <p className={css.notice}>
            <Trans>A trainer has paused the room: nobody writes or draws here until it goes on. What you were writing stays.</Trans>
          </p>
        )}
      </div>
      <div className={css.body}>
        {failed ? (
          <div className={css.waiting}>
            <p>
              <Trans>The drawing could not be loaded. The notes beside it can be read.</Trans>
            </p>
            <button type="button" className={css.again} onClick={again}>
              <Trans>Try again</Trans>
            </button>
          </div>
        ) : engine === null || status.state === "opening" ? (
          <p className={css.waiting}>
            <Trans>Opening the board…</Trans>
          </p>
        ) : (
          <BoardCanvas engine={engine} link={link} me={me} lang={lang} readOnly={readOnly} frozen={frozen} onReady={ready} />
        )}
        <div className={css.notes}>{children(readOnly, frozen)}</div>
      </div>
    </>
  );
}

function Notices({ status, notice }: { status: BoardStatus; notice: false | "full" | "observer" }) {
  if (status.state === "ended") {
    return (
      <p className={css.notice} role="alert">
        {status.why === "no-session" && <Trans>You are signed out here. Open your invite again to go on.</Trans>}
        {status.why === "forbidden" && <Trans>You may not use this board any more.</Trans>}
        {status.why === "unknown" && <Trans>This board does not exist.</Trans>}
        {status.why === "refused" && (
          <Trans>The server did not take your last changes, so the board was closed. Close it and open it again.</Trans>
        )}
        {status.why === "too-large" && (
          <Trans>What you added is too large for the board. Close it, open it again, and add it in smaller parts.</Trans>
        )}
      </p>
    );
  }
  if (notice === "full") {
    return (
      <p className={css.notice}>
        <Trans>This board is full: it can be read, but nothing more fits on it.</Trans>
      </p>
    );
  }
  if (notice === "observer") {
    return (
      <p className={css.notice}>
        <Trans>You are watching: you can read this board, but not draw on it.</Trans>
      </p>
    );
  }
  return null;
}

function useLink(space: string, board: string, user: string): BoardLink | null {
  const [link, setLink] = useState<BoardLink | null>(null);
  useEffect(() => {
    const origin = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}`;
    const opened = new BoardLink({ origin, space, board, user });
    setLink(opened);
    // A page that is left keeps what is not saved yet.
    const leave = (): void => opened.keepNow();
    const back = (): void => opened.reconnect();
    window.addEventListener("pagehide", leave);
    window.addEventListener("online", back);
    return () => {
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("online", back);
      opened.close();
      setLink(null);
    };
  }, [space, board, user]);
  return link;
}

function useEngine(): { engine: Engine | null; failed: boolean; again(): void } {
  const [engine, setEngine] = useState<Engine | null>(null);
  const [failed, setFailed] = useState(false);
  const again = useCallback(() => {
    setFailed(false);
    loadEngine().then(setEngine, () => setFailed(true));
  }, []);
  useEffect(again, [again]);
  return { engine, failed, again };
}

/** Nothing is selected, open or half done in the canvas: Escape has nothing to do there. */
function isIdle(api: EngineApi): boolean {
  const s = api.getAppState();
  const busy = s.editingTextElement ?? s.newElement ?? s.multiElement ?? s.openDialog ?? s.openMenu ?? s.openPopup ?? s.contextMenu;
  return (
    busy === null && Object.keys(s.selectedElementIds).length === 0 && (s.activeTool.type === "selection" || s.activeTool.type === "hand")
  );
}
