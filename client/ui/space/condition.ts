/** What is the matter with this page, told to the room for those on duty (SPEC LM22). Facts of the page; how much somebody speaks is none of them. */
import type { LeadingUp } from "../../../shared/protocol/leading.ts";
import { $iHear, $mic, $speaking } from "../../store/media.ts";
import { $people, $you } from "../../store/space.ts";
import type { Session } from "./session.ts";

const LOOK_MS = 1_000;
/** Somebody with a microphone has been in earshot for this long, and nothing has ever been heard: looks, at LOOK_MS. */
const UNHEARD = 30;

type Condition = LeadingUp["condition"];

export function followCondition(session: Session): () => void {
  let told = "";
  let heard = false;
  let inEarshot = 0;
  const look = (): void => {
    const mic = $mic.get();
    const speaking = $speaking.get();
    const you = $you.get();
    heard ||= Object.entries(speaking).some(([id, is]) => is && Number(id) !== you);
    if (!heard && $iHear.get().some((id) => $people.get()[id]?.mic === "on")) inEarshot++;
    const condition: Condition = {
      hidden: document.visibilityState === "hidden",
      mic: mic.state === "unavailable" && mic.why !== "observer" ? mic.why : null,
      unheard: !heard && inEarshot >= UNHEARD,
    };
    const text = JSON.stringify(condition);
    if (you === null || text === told) return;
    told = text;
    session.lead("condition", condition);
  };
  const timer = setInterval(look, LOOK_MS);
  document.addEventListener("visibilitychange", look);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}
