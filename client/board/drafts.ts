/** A note that is being written, by board: kept in this tab over a closed board, a reload and an upgrade, until it is on the board or given up. */
const key = (board: string): string => `kartu.note.${board}`;

/** `note`: the one that is being changed; null: a new one. */
export interface Draft {
  note: string | null;
  text: string;
}

function all(board: string): Draft[] {
  try {
    return JSON.parse(sessionStorage.getItem(key(board)) ?? "[]") as Draft[];
  } catch {
    return [];
  }
}

export const draftOf = (board: string, note: string | null): string | null => all(board).find((draft) => draft.note === note)?.text ?? null;

/** The note that was being changed. */
export const changedNote = (board: string): string | null => all(board).find(({ note }) => note !== null)?.note ?? null;

/** @param text null: nothing is being written there any more */
export function keepDraft(board: string, note: string | null, text: string | null): void {
  const rest = all(board).filter((draft) => draft.note !== note);
  const now = text === null || (note === null && text === "") ? rest : [...rest, { note, text }];
  try {
    if (now.length === 0) sessionStorage.removeItem(key(board));
    else sessionStorage.setItem(key(board), JSON.stringify(now));
  } catch {
    // Without storage it lasts as long as the board is open.
  }
}
