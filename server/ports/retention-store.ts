/** Forgetting what has had its time. Part of `SpaceStore`; the same promises. */

/** Everything older goes. Instants in UTC ms. */
export interface Bounds {
  /** One-time links (of owners, members, log-ins) that ended at this instant or before. */
  ownerCodes: number;
  /** Sessions that nobody has used since before this instant. */
  sessions: number;
  /** Lines of chat from before this instant, said or held; and of reports that are still open, the words and what they quote. */
  chat: number;
  /** Reports that were closed before this instant, with what was quoted in them. */
  reports: number;
}

/** How many of each went. */
export interface Forgotten {
  ownerCodes: number;
  sessions: number;
  chatLines: number;
  heldLines: number;
  reports: number;
  /** Open reports that lost their words. */
  reportWords: number;
}

export interface RetentionStore {
  /** In one transaction. */
  forget(bounds: Bounds): Promise<Forgotten>;
}
