export interface PrintedLink {
  /** For whom it is, or null: for everyone. */
  name: string | null;
  link: string;
}

/** A link for people to type: without its scheme, which every browser adds. Plain http stays written out: https would be added instead. */
export const typed = (link: string): string => link.replace(/^https:\/\//, "");
