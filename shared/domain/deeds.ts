/** What the log of a space can hold: what was done to people and sessions. Each has words in the client; the compiler asks for them. */
export const DEEDS = [
  "role",
  "hand_over",
  "delete",
  "mute",
  "mute_all",
  "cam_off",
  "cam_off_all",
  "screen_off",
  "screen_off_all",
  "let_show",
  "whisper_enter",
  "whisper_end",
  "warn",
  "eject",
  "ban",
  "unban",
  "admit",
  "turn_away",
  "report",
  "report_closed",
  "line_passed",
  "line_dropped",
  "freeze",
  "unfreeze",
  "slow",
  "gather",
  "announce",
  "help_called",
  "help_taken",
  "help_closed",
] as const;

export type Deed = (typeof DEEDS)[number];

/** A log may hold what another version of Kartu wrote. */
export const isDeed = (action: string): action is Deed => (DEEDS as readonly string[]).includes(action);
