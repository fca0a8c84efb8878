/** 0 stands still; 1 = east, then clockwise in steps of 45 degrees (2 = south-east, 3 = south …). */
export type Heading = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** A literal, not `Math.SQRT1_2` or a sine: the same bits in every engine, so that server, mover and viewers compute the same walk. */
export const DIAGONAL = 0.7071067811865476;

/** Direction of each heading on either axis: -1, 0 or 1. y grows downwards. */
export const STEP_X: readonly number[] = [0, 1, 1, 0, -1, -1, -1, 0, 1];
export const STEP_Y: readonly number[] = [0, 0, 1, 1, 1, 0, -1, -1, -1];

export const isHeading = (value: number): value is Heading => Number.isInteger(value) && value >= 0 && value <= 8;
