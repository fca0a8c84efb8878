import type { Contents } from "../adapters/sqlite/verify.ts";

/** What a backup holds, for people. */
export const describeContents = ({ spaces, people, chatLines, boards, boardRows, schema }: Contents): string =>
  `spaces: ${spaces}, people: ${people}, lines of chat: ${chatLines}, boards: ${boards} (rows checked: ${boardRows}), version of the data: ${schema}`;
