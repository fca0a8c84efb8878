/** What a role may send into a space. The one table that the signal pipe and the token of the media server ask. Pure. */
import { type Action, can, type Role } from "../permissions.ts";

export const MEDIA_SOURCES = ["mic", "cam", "screen", "screenAudio"] as const;
export type MediaSource = (typeof MEDIA_SOURCES)[number];

const NEEDS: Record<MediaSource, Action> = { mic: "media.speak", cam: "media.show", screen: "media.show", screenAudio: "media.show" };

export const mayPublish = (role: Role, source: MediaSource): boolean => can(role, NEEDS[source]);

export const publishable = (role: Role): readonly MediaSource[] => MEDIA_SOURCES.filter((source) => mayPublish(role, source));

export const kindOf = (source: MediaSource): "audio" | "video" => (source === "mic" || source === "screenAudio" ? "audio" : "video");
