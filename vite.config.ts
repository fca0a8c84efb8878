/** The client's build: `client/` to `dist/client`, small first load, everything heavy in lazy chunks, nothing inline (the CSP is strict). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import babel from "@rolldown/plugin-babel";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { boardFonts } from "./bin/build/board-fonts.ts";
import { catalogues, macros } from "./bin/build/catalogues.ts";
import { engine } from "./bin/build/engine.ts";
import { finish } from "./bin/build/finish.ts";
import { sdk } from "./bin/build/sdk.ts";
import { sourceStamp } from "./bin/source-stamp.cjs";

const root = import.meta.dirname;
const out = join(root, "dist/client");
const server = `http://127.0.0.1:${process.env.PORT ?? "2567"}`;

/** The server believes the last build's stamp; a page under development says the same, or it would be told to reload. */
function lastBuild(): string {
  try {
    return (JSON.parse(readFileSync(join(out, "build.json"), "utf8")) as { build: string }).build;
  } catch {
    return "dev";
  }
}

export default defineConfig(({ command }) => {
  const build = command === "build" ? sourceStamp(root) : lastBuild();
  return {
    root: join(root, "client"),
    base: "/",
    appType: "spa",
    cacheDir: join(root, ".cache/vite"),
    // React has had it of its own since 18; the shim is for those before.
    resolve: { alias: [{ find: /^use-sync-external-store\/shim$/, replacement: "react" }] },
    define: { __KARTU_BUILD__: JSON.stringify(build) },
    plugins: [
      engine(),
      sdk(),
      react(),
      babel({ presets: [macros], sourceMap: command === "serve" }),
      catalogues(root),
      boardFonts(root, out),
      finish(out, build),
    ],
    build: {
      outDir: out,
      emptyOutDir: false,
      target: "es2022",
      sourcemap: false,
      license: { fileName: "licences.md" },
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1500,
      reportCompressedSize: false,
      rolldownOptions: {
        output: {
          codeSplitting: {
            // What changes seldom has a chunk of its own and stays in the browser's cache over upgrades. The rest splits along its dynamic imports.
            // Each file costs about a kilobyte of headers: what the door needs at once is one file, and what a space needs besides its pages another.
            groups: [
              { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 10 },
              { name: "first", tags: ["$initial"], priority: 8 },
              {
                name: "inside",
                // Not what only the desk and those who lead need of the rules.
                test: /[\\/](client[\\/](net|store)|shared[\\/](domain[\\/](?!csv|accounts|words|name-list)|protocol|schema))[\\/]/,
                priority: 6,
              },
              { name: "phaser", test: /kartu:phaser|node_modules[\\/](phaser|eventemitter3)[\\/]/, priority: 5 },
              { name: "colyseus", test: /node_modules[\\/]@colyseus[\\/]/, priority: 7 },
              // Signs that several pages share: a file each would cost its name in the first script, and a request.
              { name: "signs", test: /node_modules[\\/]lucide-react[\\/]/, minShareCount: 2, priority: 1 },
            ],
          },
        },
      },
    },
    server: {
      host: "127.0.0.1",
      port: Number(process.env.KARTU_VITE_PORT ?? 5173),
      strictPort: true,
      proxy: {
        // Host and Origin stay what the browser says, and stay alike: the server refuses writes of a foreign origin.
        "/api": { target: server, changeOrigin: false },
        "/healthz": { target: server, changeOrigin: false },
        "/readyz": { target: server, changeOrigin: false },
        "/board": { target: server, ws: true, changeOrigin: false },
        "/livekit": { target: server, ws: true, changeOrigin: false },
        // A Colyseus seat: /<process>/<room>
        "^/[A-Za-z0-9_-]{6,12}/[A-Za-z0-9_-]{6,12}(\\?|$)": { target: server, ws: true, changeOrigin: false },
      },
    },
  };
});
