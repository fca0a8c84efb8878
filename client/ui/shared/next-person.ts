/** A device that several use: what one person leaves goes, and the next comes in by the same invite. */
import { forgetKept, isSharedDevice, keep, recall, shareDevice } from "../../store/kept.ts";
import { ask, type Trouble } from "../text/ask.ts";

const INVITE = "kartu.next";

/** Kept for the next person, in this tab alone. */
export function rememberInvite(code: string): void {
  if (isSharedDevice()) keep(INVITE, code);
}

/** Ends the session here and opens the door anew, with an empty page. @returns why it did not */
export async function nextPerson(): Promise<Trouble | null> {
  const code = recall(INVITE);
  const answer = await ask("POST /api/forget", { body: {} });
  if (!answer.ok && answer.code !== "no_session") return answer;
  forgetKept();
  try {
    for (const { name } of await indexedDB.databases()) if (name?.startsWith("kartu") === true) indexedDB.deleteDatabase(name);
  } catch {
    // A browser that names no databases kept none here: a shared device writes nothing into them.
  }
  shareDevice(false);
  // A new document: nothing that this one holds in memory is there for the next person.
  location.replace(code === null ? "/" : `/join#${code}`);
  if (location.pathname === "/join") location.reload();
  return null;
}
