import { forgetBoards } from "../../board/outbox.ts";
import { forgetKept } from "../../store/kept.ts";
import { ask, type Trouble } from "../text/ask.ts";

/** Ends the session and clears what this device remembers. @returns why not, or null: done */
export async function forgetDevice(): Promise<Trouble | null> {
  const answer = await ask("POST /api/forget", { body: {} });
  if (!answer.ok) return answer;
  forgetKept();
  forgetBoards();
  return null;
}
