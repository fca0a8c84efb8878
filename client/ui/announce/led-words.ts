/** What those who lead did to oneself or to all, in words. */
import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg, t } from "@lingui/core/macro";
import type { WarnWhy } from "../../../shared/protocol/leading.ts";
import type { SpaceEvent } from "../../store/space.ts";
import { roleName } from "../text/roles.ts";

export type Led = Extract<SpaceEvent, { kind: "role" | "muted-by" | "warned" | "announced" | "said" }>;

const WARNED: Record<WarnWhy, MessageDescriptor> = {
  words: msg({ id: "warned.words", message: "{name} asks you to watch your words: this is not how people talk to each other here." }),
  noise: msg({ id: "warned.noise", message: "{name} asks you to be less loud, so that the others can follow." }),
  behaviour: msg({ id: "warned.behaviour", message: "{name} asks you to stop what you are doing: it is not all right for others here." }),
};

export const trainerName = (i18n: I18n, name: string): string => (name === "" ? t(i18n)`A trainer` : name);

export const mutedBy = (i18n: I18n, by: string): string => {
  const name = trainerName(i18n, by);
  return t(i18n)`${name} muted you. Tap the microphone when you want to speak.`;
};

export const heldBy = (i18n: I18n, by: string): string => {
  const name = trainerName(i18n, by);
  return t(i18n)`${name} keeps your microphone off until somebody who leads lets it on again. You can write.`;
};

export function ledWords(i18n: I18n, event: Led): string {
  switch (event.kind) {
    case "role": {
      const role = roleName(i18n, event.role);
      return t(i18n)`Your role is now: ${role}.`;
    }
    case "muted-by":
      return mutedBy(i18n, event.name);
    case "warned":
      return i18n._({ ...WARNED[event.why], values: { name: trainerName(i18n, event.name) } });
    case "said":
      return event.text;
    case "announced": {
      const { name, text } = event;
      return t(i18n)`Message to all from ${name}: ${text}`;
    }
  }
}
