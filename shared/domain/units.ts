/**
 * Units of the domain and the protocol. One "px" is 1/32 of a tile everywhere outside `client/world`
 * (art has 48 units a tile, in the client only). Times are milliseconds of room time unless a name says otherwise.
 */

/** px in one tile. */
export const TILE = 32;
/** Half the edge of the box that collides, px: an avatar is 20 px wide, so it passes a one-tile door. */
export const HALF_BODY = 10;
/** Walking speed, px per ms: 5 tiles a second. */
export const SPEED = 0.16;
/** Steps per px on the wire: positions are rounded to 1/8 px. */
export const WIRE_STEPS = 8;
/** Edge of a cell of the shared cell buffers, px (16 tiles; half of any view fits into one). */
export const CELL = 16 * TILE;
/** A map is at most this many tiles in each direction: path points travel as u8. */
export const MAX_TILES = 255;

/** Distance at which two people begin to hear each other, px. */
export const HEAR_IN = 3 * TILE;
/** Distance at which they cease to, px. */
export const HEAR_OUT = 4 * TILE;
/** Distance at which a connection is prepared, px: desire only, nothing is sent. */
export const NEAR = 4.5 * TILE;
/** So long before two who walk towards each other would hear each other it is prepared too, ms: as long as a connection takes on a line of 100 ms. */
export const NEAR_AHEAD_MS = 700;
