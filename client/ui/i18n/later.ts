import { moreWords } from "./load.ts";

/** Code that is opened now and then: it and its words load when asked for. */
export const later = <T>(code: Promise<T>): Promise<T> => Promise.all([code, moreWords("all")]).then(([module]) => module);
