/**
 * The end of a build: `space.html`, `.gz` and `.br` beside everything that compresses, chunks of older builds removed after a day (pages that were
 * open during an upgrade may still ask for them), and last of all `build.json`: its presence says that the build is whole.
 */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { join as joinUrl } from "node:path/posix";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

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

/** What a space needs before its first word: asked for by the page itself, it does not wait until the first script has run. */
const SPACE_ENTRIES = /[\\/]client[\\/](ui[\\/]space[\\/]Space\.tsx|net[\\/]open-space\.ts)$/;

/** `index.html` for `/s/…`: the same page, with the space's chunks listed. */
function spacePage(index: string, bundle: Rolldown.OutputBundle): string {
  const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
  const wanted = new Set<string>();
  const add = (name: string): void => {
    if (wanted.has(name)) return;
    wanted.add(name);
    for (const next of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) add(next);
  };
  for (const { fileName, moduleIds } of chunks) if (moduleIds.some((id) => SPACE_ENTRIES.test(id))) add(fileName);
  const links = [...wanted]
    .filter((name) => !index.includes(name))
    .map((name) => `<link rel="modulepreload" crossorigin fetchpriority="low" href="${joinUrl("/", name)}">`);
  if (links.length === 0) throw new Error("No chunk of the space was found: bin/build/finish.ts looks for modules that have moved");
  return index.replace("</head>", `${links.join("")}</head>`);
}

export function finish(out: string, build: string): Plugin {
  return {
    name: "kartu:finish",
    apply: "build",
    async writeBundle(_options, bundle) {
      writeFileSync(join(out, "space.html"), spacePage(readFileSync(join(out, "index.html"), "utf8"), bundle));
      const names = [...Object.keys(bundle), "space.html"];
      await Promise.all(names.filter((name) => /\.(js|css|html|svg|json)$/.test(name)).map((name) => compress(join(out, name))));
      removeOldChunks(join(out, "assets"), new Set(names), new Date());
      writeFileSync(join(out, "build.json"), `${JSON.stringify({ build })}\n`);
    },
  };
}
