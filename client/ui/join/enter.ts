import { $cameIn } from "../../store/devices.ts";
import { shareDevice } from "../../store/kept.ts";
import { $sound } from "../../store/prefs.ts";
import { $language } from "../i18n/load.ts";
import { go } from "../route.ts";
import { rememberInvite } from "../shared/next-person.ts";
import { ask, type Trouble } from "../text/ask.ts";
import type { Said } from "./use-door.tsx";

/** Enters, then shows the space in place of the invite, so that "back" does not lead to a used link. */
export async function enter(
  code: string,
  person: { name: string; appearance: string; asMe: boolean } & Said,
  sound: "on" | "off",
): Promise<Trouble | null> {
  const answer = await ask("POST /api/invites/enter", { body: { code, ...person, lang: $language.get() } });
  if (!answer.ok) return answer;
  shareDevice(answer.value.me.shared ?? false);
  rememberInvite(code);
  $sound.set(sound);
  $cameIn.set(sound === "on");
  go(`/s/${answer.value.space}`, "replace");
  return null;
}
