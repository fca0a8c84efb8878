/** What an invite does beside letting in: kinds that may be combined. */
export interface InviteKind {
  /** Who comes by it waits in the lobby. */
  lobby: boolean;
  /** Before the space's start, and with nobody on duty inside, who comes by it gets a try-out room of their own. */
  opensEarly: boolean;
  /** For a device that several use: the session ends with the browser, and nothing stays on the device. */
  shared: boolean;
}

/** Whether a session has not begun: its start (UTC ms, or null for none) lies ahead and nobody on duty is inside. */
export const tooEarly = ({ startsAt, onDuty, now }: { startsAt: number | null; onDuty: number; now: number }): boolean =>
  startsAt !== null && now < startsAt && onDuty === 0;
