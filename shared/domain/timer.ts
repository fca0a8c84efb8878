/** The one big timer. Pure; its moments are room time, ms. */
export interface Timer {
  /** When it ends; 0: it stands still. */
  ends: number;
  /** What is left while it stands still, ms. */
  left: number;
  /** Its whole length, ms. */
  length: number;
  label: string;
}

const WHOLE = 2 ** 32;

/** Moments of the room travel as u32 in frames: two clocks may be whole turns apart. */
const near = (ms: number): number => ms - Math.round(ms / WHOLE) * WHOLE;

export const timerRuns = (timer: Timer): boolean => timer.ends > 0;

/** What is left, ms; 0 when it is over. */
export const timerLeft = (timer: Timer, now: number): number => Math.max(0, timerRuns(timer) ? near(timer.ends - now) : timer.left);

/** "1:05", "1:00:00"; what is begun of a second counts as one, so that 0:00 is the end. */
export function timerText(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  const two = (n: number): string => String(n).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
