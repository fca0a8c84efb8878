import { Trans, useLingui } from "@lingui/react/macro";
import { Eye, Pencil, Plus, Trash2 } from "lucide-react";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { changedNote, draftOf, keepDraft } from "./drafts.ts";
import type { BoardLink } from "./link.ts";
import { MAX_NOTE, type NoteEdits } from "./note-edits.ts";
import { type Note, notesOf } from "./notes.ts";
import css from "./NotesList.module.css";

/** How soon the list follows the board, ms. */
const FOLLOW = 150;

function useNotes(link: BoardLink): readonly Note[] {
  const [notes, setNotes] = useState<readonly Note[]>(() => notesOf(link.elements.values()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const read = (): void => {
      timer = null;
      setNotes(notesOf(link.elements.values()));
    };
    const soon = (): void => {
      timer ??= setTimeout(read, FOLLOW);
    };
    read();
    link.elements.observe(soon);
    return () => {
      if (timer !== null) clearTimeout(timer);
      link.elements.unobserve(soon);
    };
  }, [link]);
  return notes;
}

/** The board for those who do not see or do not point at it: every note can be read, added, changed and removed here. */
export function NotesList({
  board,
  link,
  edits,
  readOnly,
  frozen,
  onShow,
}: {
  /** Names the board among those of all spaces. */
  board: string;
  link: BoardLink;
  edits: NoteEdits | null;
  readOnly: boolean;
  /** Nothing may be changed for a while: what is being written stays in its field. */
  frozen: boolean;
  /** A note is shown on the canvas. */
  onShow(): void;
}) {
  const { t } = useLingui();
  const notes = useNotes(link);
  const [draft, setDraft] = useState(() => draftOf(board, null) ?? "");
  useEffect(() => keepDraft(board, null, draft), [board, draft]);
  const [said, setSaid] = useState("");
  const [editing, setEditing] = useState<string | null>(() => (readOnly ? null : changedNote(board)));
  const list = useRef<HTMLUListElement>(null);
  const field = useId();
  const title = useId();

  const write = (event: FormEvent): void => {
    event.preventDefault();
    const text = draft.trim();
    if (text === "" || edits === null || frozen) return;
    edits.write(text);
    setDraft("");
    setSaid(t`The note is on the board.`);
  };
  const remove = (note: Note, at: number): void => {
    edits?.remove(note);
    setSaid(t`The note is gone.`);
    // Focus goes to the neighbour: the button that had it is gone.
    requestAnimationFrame(() => (list.current?.children[Math.max(0, at - 1)] as HTMLElement | undefined)?.focus());
  };

  return (
    <section className={css.notes} aria-labelledby={title}>
      <h3 id={title} className={css.title}>
        <Trans>Notes</Trans> <span className={css.count}>{notes.length}</span>
      </h3>
      {!readOnly && (
        <form className={css.form} onSubmit={write}>
          <label htmlFor={field} className="hidden">
            <Trans>Write a note</Trans>
          </label>
          <textarea
            id={field}
            value={draft}
            maxLength={MAX_NOTE}
            rows={2}
            readOnly={frozen}
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) write(event);
            }}
          />
          <button type="submit" className={css.write} disabled={edits === null || frozen || draft.trim() === ""}>
            <Plus aria-hidden />
            <Trans>Write a note</Trans>
          </button>
        </form>
      )}
      <p className="hidden" role="status">
        {said}
      </p>
      {notes.length === 0 ? (
        <p className={css.empty}>
          <Trans>Nothing is written here yet.</Trans>
        </p>
      ) : (
        <ul ref={list} className={css.list}>
          {notes.map((note, i) => (
            <li key={note.id} tabIndex={-1} className={css.note}>
              {editing === note.id ? (
                <EditNote
                  board={board}
                  note={note}
                  frozen={frozen}
                  onDone={(text) => {
                    if (text !== null && text !== note.text) edits?.change(note, text);
                    setEditing(null);
                    requestAnimationFrame(() => (list.current?.children[i] as HTMLElement | undefined)?.focus());
                  }}
                />
              ) : (
                <>
                  <p className={css.text}>{note.text}</p>
                  <div className={css.actions}>
                    <button
                      type="button"
                      disabled={edits === null}
                      aria-label={t`Show on the board: ${short(note.text)}`}
                      title={t`Show on the board`}
                      onClick={() => {
                        onShow();
                        edits?.show(note);
                      }}
                    >
                      <Eye aria-hidden />
                    </button>
                    {!readOnly && (
                      <>
                        <button
                          type="button"
                          disabled={edits === null || frozen}
                          aria-label={t`Change: ${short(note.text)}`}
                          title={t`Change`}
                          onClick={() => setEditing(note.id)}
                        >
                          <Pencil aria-hidden />
                        </button>
                        <button
                          type="button"
                          disabled={edits === null || frozen}
                          aria-label={t`Remove: ${short(note.text)}`}
                          title={t`Remove`}
                          onClick={() => remove(note, i)}
                        >
                          <Trash2 aria-hidden />
                        </button>
                      </>
                    )}
                  </div>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

function EditNote({
  board,
  note,
  frozen,
  onDone,
}: {
  board: string;
  note: Note;
  frozen: boolean;
  /** null: nothing is changed */
  onDone(text: string | null): void;
}) {
  const { t } = useLingui();
  const [text, setText] = useState(() => draftOf(board, note.id) ?? note.text);
  useEffect(() => keepDraft(board, note.id, text), [board, note.id, text]);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  const end = (changed: string | null): void => {
    keepDraft(board, note.id, null);
    onDone(changed);
  };
  const done = (): void => {
    if (!frozen) end(text.trim() === "" ? null : text.trim());
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        done();
      }}
    >
      <textarea
        ref={area}
        aria-label={t`Text of the note`}
        value={text}
        maxLength={MAX_NOTE}
        rows={3}
        readOnly={frozen}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            end(null);
          } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) done();
        }}
      />
      <div className={css.pair}>
        <button type="submit" className={css.write} disabled={frozen}>
          <Trans>Keep</Trans>
        </button>
        <button type="button" className={css.quiet} onClick={() => end(null)}>
          <Trans>Leave it</Trans>
        </button>
      </div>
    </form>
  );
}
