import { atom } from "nanostores";

/** So much of the map's lower edge lies under prompts, notices and the bar, CSS px. */
export const $stackCover = atom(0);
