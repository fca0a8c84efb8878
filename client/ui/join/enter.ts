import { $sound } from "../../store/prefs.ts";
import { $language } from "../i18n/load.ts";
import { go } from "../route.ts";
import { ask, type Trouble } from "../text/ask.ts";

/** Enters, then shows the space in place of the invite, so that "back" does not lead to a used link. */
export async function enter(
  code: string,
  person: { name: string; appearance: string; asMe: boolean },
  sound: "on" | "off",
): Promise<Trouble | null> {
  const answer = await ask("POST /api/invites/enter", { body: { code, ...person, lang: $language.get() } });
  if (!answer.ok) return answer;
  $sound.set(sound);
  go(`/s/${answer.value.space}`, "replace");
  return null;
}
