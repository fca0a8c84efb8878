/**
 * The end of a build: `.gz` and `.br` beside everything that compresses, chunks of older builds removed after a day (pages that were
 * open during an upgrade may still ask for them), and last of all `build.json`: its presence says that the build is whole.
 */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const KEEP_OLD_CHUNKS_MS = 24 * 3600 * 1000;
/** Below this (bytes) a compressed copy saves less than a packet. */
const WORTH_COMPRESSING = 1024;

async function compress(file: string): Promise<void> {
  const content = readFileSync(file);
  if (content.length < WORTH_COMPRESSING) {
    // An older build may have left copies of a larger one (`index.html` keeps its name), and they would be served.
    for (const copy of [`${file}.gz`, `${file}.br`]) rmSync(copy, { force: true });
    return;
  }
  writeFileSync(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
  writeFileSync(`${file}.br`, await promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
}

function removeOldChunks(folder: string, current: ReadonlySet<string>, now: Date): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const file = join(folder, name);
    // A chunk counts its day from the last build that contained it.
    if (current.has(`assets/${name.replace(/\.(gz|br)$/, "")}`)) utimesSync(file, now, now);
    else if (now.getTime() - statSync(file).mtimeMs > KEEP_OLD_CHUNKS_MS) rmSync(file);
  }
}

export function finish(out: string, build: string): Plugin {
  return {
    name: "kartu:finish",
    apply: "build",
    async writeBundle(_options, bundle) {
      const names = Object.keys(bundle);
      await Promise.all(names.filter((name) => /\.(js|css|html|svg|json)$/.test(name)).map((name) => compress(join(out, name))));
      removeOldChunks(join(out, "assets"), new Set(names), new Date());
      writeFileSync(join(out, "build.json"), `${JSON.stringify({ build })}\n`);
    },
  };
}
