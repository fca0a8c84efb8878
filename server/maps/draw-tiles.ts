/**
 * Writes `tiles.png`, the picture that Tiled shows for the embedded tileset: one flat colour a tile with a fine grain, in the order of FLOORS
 * and then the wall. Kartu itself never reads it. Run: `node server/maps/draw-tiles.ts`.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";

const EDGE = 48;
/** grass, path, wood, tiles, carpet, sand, water, wall. */
const COLOURS = ["#a9d68f", "#ecdcb6", "#ecc695", "#eaf4f1", "#c9c4ee", "#f3e2b8", "#8fd0f0", "#6b5a94"];

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** How much darker a pixel is than its tile, 0 to 255. */
function grain(tile: number, x: number, y: number): number {
  const edge = x === 0 || y === 0 ? 10 : 0;
  if (tile === 2) return edge + (y % 16 === 0 ? 22 : 0);
  if (tile === 3) return edge + (x >= 24 !== y >= 24 ? 16 : 0);
  if (tile === 7) return edge + (x >= 16 && x < 32 ? 0 : 30);
  return edge + ((x * 7 + y * 13) % 29 === 0 ? 14 : 0);
}

const width = EDGE * COLOURS.length;
const rows = Buffer.alloc((width * 3 + 1) * EDGE);
for (let y = 0; y < EDGE; y++) {
  for (let x = 0; x < width; x++) {
    const tile = Math.floor(x / EDGE);
    const colour = COLOURS[tile] ?? "#000000";
    for (let k = 0; k < 3; k++) {
      const value = Number.parseInt(colour.slice(1 + k * 2, 3 + k * 2), 16) - grain(tile, x % EDGE, y);
      rows[y * (width * 3 + 1) + 1 + x * 3 + k] = Math.max(0, value);
    }
  }
}
const header = Buffer.alloc(13);
header.writeUInt32BE(width, 0);
header.writeUInt32BE(EDGE, 4);
header.set([8, 2, 0, 0, 0], 8);
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
writeFileSync(
  join(import.meta.dirname, "tiles.png"),
  Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]),
);
