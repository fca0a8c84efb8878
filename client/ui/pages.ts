/**
 * The pages' code. The door (`/join`) is in the first chunk: it is the page whose weight counts, and together they compress best.
 * The others load beside the words.
 */
import { allWords } from "./i18n/load.ts";
import { Join } from "./join/Join.tsx";
import type { Route } from "./route.ts";

export const PAGES = {
  home: () => import("./home/Home.tsx"),
  owner: () => import("./owner/OwnerLink.tsx"),
  join: async () => ({ Join }),
  space: async () => {
    const [page] = await Promise.all([import("./space/Space.tsx"), allWords()]);
    return page;
  },
  unknown: () => import("./NotHere.tsx"),
} as const satisfies Record<Route["page"], () => Promise<unknown>>;
