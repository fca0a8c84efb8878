/** What a mode costs of a data plan. Pure. */
import type { Mode } from "../../store/pictures.ts";
import { BITS } from "../../media/bits.ts";

/** With so many others whose cameras are on, one of whom speaks. */
export const OTHERS = 3;
/** Fifty packets a second, each with 40 bytes of addresses, are as dear as a third of the voice. bit/s */
const WRAPPING = 16_000;

/** What comes to one's page in an hour, MB (10^6 bytes), to two digits. */
export function megabytesAnHour(mode: Mode): number {
  const picture = { full: BITS.cam.high, saver: BITS.cam.low, sound: 0 }[mode];
  const bits = OTHERS * picture + BITS.mic.high + WRAPPING;
  return Number(((bits / 8) * 3_600 * 1e-6).toPrecision(2));
}
