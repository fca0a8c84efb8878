/** What a role may send into a space. The one table that the signal pipe and the token of the media server ask. Pure. */
import { type Action, can, type Role } from "../permissions.ts";

export const MEDIA_SOURCES = ["mic", "cam", "screen", "screenAudio"] as const;
export type MediaSource = (typeof MEDIA_SOURCES)[number];

/** Null: nobody yet. Pictures and screens come with audiences of their own. */
const NEEDS: Record<MediaSource, Action | null> = { mic: "media.speak", cam: null, screen: null, screenAudio: null };

export function mayPublish(role: Role, source: MediaSource): boolean {
  const action = NEEDS[source];
  return action !== null && can(role, action);
}

export const publishable = (role: Role): readonly MediaSource[] => MEDIA_SOURCES.filter((source) => mayPublish(role, source));

export const kindOf = (source: MediaSource): "audio" | "video" => (source === "mic" || source === "screenAudio" ? "audio" : "video");
