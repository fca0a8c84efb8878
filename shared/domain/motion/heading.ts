/** 0 stands still; 1 = east, then clockwise in steps of 45 degrees (2 = south-east, 3 = south …). */
export type Heading = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
