/**
 * Phaser, without what the world does not use: `import Phaser from "phaser"` becomes an entry of our own over Phaser's sources, which are CommonJS
 * and therefore not tree-shaken. In development the whole package is served; the journeys in a browser run on the build. See docs/decisions/27.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** Phaser's `exports` hide its sources, so they are found by their folder. */
const PACKAGE = dirname(fileURLToPath(import.meta.resolve("phaser/package.json")));
const ENTRY = "\0kartu:phaser";

/**
 * What `client/world/engine.ts` takes, and what registers itself by being required. The order is that of Phaser's own `phaser-core.js`, but for the
 * renderer: its parts require each other in a ring that holds only when it is entered by its index.
 */
const SOURCE = `
var CONST = require("phaser/src/const.js");
require("phaser/src/renderer/index.js");
require("phaser/src/cameras/2d/index.js");
require("phaser/src/events/EventEmitter.js");
var Game = require("phaser/src/core/Game.js");
require("phaser/src/gameobjects/DisplayList.js");
require("phaser/src/gameobjects/GameObjectCreator.js");
require("phaser/src/gameobjects/GameObjectFactory.js");
require("phaser/src/gameobjects/UpdateList.js");
require("phaser/src/gameobjects/image/ImageFactory.js");
var Scale = require("phaser/src/scale/index.js");
var Scene = require("phaser/src/scene/Scene.js");
module.exports = { Game: Game, Scene: Scene, Scale: Scale, WEBGL: CONST.WEBGL, CANVAS: CONST.CANVAS };
`;

/**
 * Drawing steps of WebGL that no image needs: filters, tiles, lights, ropes. The renderer knows each step by its name and makes it when it is
 * first asked for, so one that is missing is missed only by whoever asks.
 */
const UNUSED =
  /[\\/]src[\\/](filters[\\/]|renderer[\\/]webgl[\\/]renderNodes[\\/](filters[\\/]|(submitter|texturer|transformer)[\\/]\w+(Tile|TileSprite|GPULayer|MeshToQuad|Stamp)\.js|BatchHandler(PointLight|Strip|TileSprite)\.js))/;

/** Left out as Phaser's own builds leave things out: by what `typeof` says of a constant. */
const OFF = ["FEATURE_SOUND", "WEBGL_DEBUG", "PLUGIN_CAMERA3D", "PLUGIN_FBINSTANT"];

export function engine(): Plugin {
  return {
    name: "kartu:engine",
    apply: "build",
    enforce: "pre",
    resolveId(id) {
      if (id === "phaser") return ENTRY;
      return id.startsWith("phaser/src/") ? join(PACKAGE, id.slice("phaser/".length)) : null;
    },
    load(id) {
      if (id === ENTRY) return SOURCE;
      return id.startsWith(PACKAGE) && UNUSED.test(id) ? "module.exports = null;" : null;
    },
    transform: {
      filter: { id: /[\\/]node_modules[\\/]phaser[\\/]src[\\/]/ },
      handler: (code) => OFF.reduce((rest, name) => rest.replaceAll(`typeof ${name}`, "false"), code),
    },
  };
}
