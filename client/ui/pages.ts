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
  owner: () => withWords("all", import("./owner/OwnerLink.tsx")),
  join: () => withWords("door", Promise.resolve({ Join })),
  space: () => withWords("space", import("./space/Space.tsx")),
  desk: () => withWords("all", import("./desk/Desk.tsx")),
  login: () => withWords("all", import("./account/Login.tsx")),
  account: () => withWords("all", import("./account/Account.tsx")),
  organisation: () => withWords("all", import("./account/Organisation.tsx")),
  member: () => withWords("all", import("./account/MemberLink.tsx")),
  connection: () => withWords("all", import("./connection/Connection.tsx")),
  unknown: () => withWords("door", import("./NotHere.tsx")),
} as const satisfies Record<Route["page"], () => Promise<unknown>>;

/** Dialogs that any page may open. */
export const DIALOGS = { confirm: () => withWords("all", import("./account/ConfirmDialog.tsx")) };
