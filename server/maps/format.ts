/**
 * The part of Tiled's JSON format (.tmj, https://doc.mapeditor.org/en/stable/reference/json-map-format/) that Kartu reads.
 * Fields that it does not read are let through, so that a map keeps what Tiled writes.
 */
import { z } from "zod";

const property = z.object({ name: z.string().max(64), value: z.union([z.string().max(500), z.number(), z.boolean()]) });
const properties = z.array(property).max(50).optional();

/** Tiled 1.9 writes `class`, every other version `type`. */
const classed = { type: z.string().max(64).optional(), class: z.string().max(64).optional() };

const object = z.object({
  id: z.number().int(),
  name: z.string().max(100).default(""),
  ...classed,
  x: z.number(),
  y: z.number(),
  width: z.number().min(0).default(0),
  height: z.number().min(0).default(0),
  rotation: z.number().default(0),
  point: z.boolean().optional(),
  ellipse: z.boolean().optional(),
  polygon: z.array(z.unknown()).optional(),
  polyline: z.array(z.unknown()).optional(),
  text: z.unknown().optional(),
  gid: z.number().optional(),
  properties,
});
export type TiledObject = z.infer<typeof object>;

const tileLayer = z.object({
  type: z.literal("tilelayer"),
  name: z.string().max(100),
  width: z.number().int(),
  height: z.number().int(),
  data: z.union([z.array(z.number().int().min(0)), z.string()]).optional(),
  encoding: z.enum(["csv", "base64"]).optional(),
  compression: z.string().optional(),
  chunks: z.array(z.unknown()).optional(),
});
export type TiledTileLayer = z.infer<typeof tileLayer>;

const objectLayer = z.object({ type: z.literal("objectgroup"), name: z.string().max(100), objects: z.array(object) });
const imageLayer = z.object({ type: z.literal("imagelayer"), name: z.string().max(100) });
/** Groups may hold groups; a depth of four is more than anyone draws. */
const flat = z.discriminatedUnion("type", [tileLayer, objectLayer, imageLayer]);
const group1 = z.object({ type: z.literal("group"), name: z.string().max(100), layers: z.array(flat).max(50) });
const group2 = z.object({ type: z.literal("group"), name: z.string().max(100), layers: z.array(z.union([flat, group1])).max(50) });
const layer = z.union([flat, group1, group2]);
export type TiledLayer = z.infer<typeof layer>;
export type TiledFlatLayer = z.infer<typeof flat>;

const tileset = z.object({
  firstgid: z.number().int().min(1),
  source: z.string().optional(),
  tiles: z
    .array(z.object({ id: z.number().int().min(0), ...classed }))
    .max(4096)
    .optional(),
});

export const tiledMap = z.object({
  type: z.literal("map"),
  orientation: z.string().max(32),
  infinite: z.boolean(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  tilewidth: z.number().int().min(1).max(1024),
  tileheight: z.number().int().min(1).max(1024),
  layers: z.array(layer).max(50),
  tilesets: z.array(tileset).max(32),
  properties,
});
export type TiledMap = z.infer<typeof tiledMap>;

export const classOf = (o: { type?: string | undefined; class?: string | undefined }): string => o.type || o.class || "";
