/**
 * The pages' code. The door (`/join`) is in the first chunk: it is the page whose weight counts, and together they compress best.
 * The others load beside the words.
 */
import { moreWords, type Words } from "./i18n/load.ts";
import { Join } from "./join/Join.tsx";
import type { Route } from "./route.ts";

const withWords = async <T>(words: Words, code: Promise<T>): Promise<T> => (await Promise.all([code, moreWords(words)]))[0];

export const PAGES = {
  home: () => withWords("door", import("./home/Home.tsx")),
  owner: () => withWords("door", import("./owner/OwnerLink.tsx")),
  join: () => withWords("door", Promise.resolve({ Join })),
  space: () => withWords("space", import("./space/Space.tsx")),
  unknown: () => withWords("door", import("./NotHere.tsx")),
} as const satisfies Record<Route["page"], () => Promise<unknown>>;
