/** Outlines that several haircuts share. */

/** Swept back from the forehead, ears free: bun, ponytail. */
export const SLEEK_FRONT =
  "M-18.4 -41 C-20.4 -58 -11 -62.6 0 -62.6 C11 -62.6 20.4 -58 18.4 -41 C16.4 -47.4 9.4 -52.4 0 -53.2 C-9.4 -52.4 -16.4 -47.4 -18.4 -41Z";
export const SLEEK_SIDE =
  "M16.8 -49.4 C17.4 -57 9 -62.8 -1 -62.6 C-13.6 -62 -20.4 -53 -18.2 -41 C-17.2 -35.4 -13.4 -31.6 -10 -31.6 C-7.8 -34 -8.6 -37.6 -7 -40 C-6 -45 -2 -46.6 1 -46.4 C3.4 -50.4 9 -51.6 16.8 -49.4Z";
/** The back of the head down to the nape, ears free. */
export const NAPE_BACK =
  "M-18 -43 C-20.4 -66.2 20.4 -66.2 18 -43 C17.4 -37.4 15 -34 11.6 -32 L8 -30 L5 -32 L2 -29.4 L-1 -31.8 L-4 -29.4 L-7.4 -31.8 L-11.6 -32 C-15 -34 -17.4 -37.4 -18 -43Z";
/** Parted in the middle, falling over the ears: long, braids. */
export const PARTED_FRONT =
  "M-18.8 -38 C-21.4 -60 -10.6 -64.6 0 -64.2 C10.6 -64.6 21.4 -60 18.8 -38 C16.6 -41 15.6 -45 14.6 -48 C8 -49 3 -53 1 -57 C-2 -52 -9 -48 -14.6 -47 C-15.6 -44 -16.6 -41 -18.8 -38Z";
/** Over the ear from the side, the face free. */
export const FALLING_SIDE =
  "M16.8 -49 C17.8 -58 9 -64.2 -1 -64 C-14.6 -63.4 -21.4 -54 -19.4 -40 C-18.6 -33 -15 -28.6 -10.4 -28.6 C-4 -29.4 -1.6 -36 .6 -43.6 C2.4 -48 8.4 -51.6 16.8 -49Z";
