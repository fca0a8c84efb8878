/** One sentence of the doctor. */
export interface Finding {
  about: "node" | "page" | "data" | "disk" | "backup" | "port" | "address" | "https" | "sound" | "network";
  /** `bad`: Kartu does not work, or not as it was configured; `warning`: something will be missed. */
  level: "good" | "warning" | "bad";
  says: string;
  /** What to do about it. */
  remedy?: string;
}

export const good = (about: Finding["about"], says: string): Finding => ({ about, level: "good", says });
export const warning = (about: Finding["about"], says: string, remedy: string): Finding => ({ about, level: "warning", says, remedy });
export const bad = (about: Finding["about"], says: string, remedy: string): Finding => ({ about, level: "bad", says, remedy });
