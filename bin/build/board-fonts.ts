/**
 * Excalidraw looks for its fonts under EXCALIDRAW_ASSET_PATH (`/excalidraw/`), and where one does not come (a server that restarts) on a third
 * party's host. The first is served from here, the second is taken out: nobody's address goes to strangers.
 */
import { cpSync, createReadStream, existsSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import type { Plugin } from "vite";

const FALLBACK_HOST = "https://esm.sh";
/** The template string of the fallback's address. */
const FALLBACK = /`https:\/\/esm\.sh\/\$\{.*?\}\/dist\/prod\/`/g;

export function boardFonts(root: string, out: string): Plugin {
  const fonts = join(root, "node_modules/@excalidraw/excalidraw/dist/prod/fonts");
  return {
    name: "kartu:board-fonts",
    configureServer(server) {
      server.middlewares.use("/excalidraw/fonts", (request, response, next) => {
        const file = resolve(fonts, `.${decodeURIComponent((request.url ?? "/").split("?")[0] ?? "/")}`);
        if (!file.startsWith(fonts + sep) || !existsSync(file) || !statSync(file).isFile()) return next();
        response.setHeader("content-type", "font/woff2");
        createReadStream(file).pipe(response);
      });
    },
    transform(code, id) {
      if (!/@excalidraw[\\/]excalidraw[\\/]dist[\\/]/.test(id) || !code.includes(FALLBACK_HOST)) return null;
      const cleaned = code.replaceAll(FALLBACK, 'new URL("/excalidraw/",location.origin).href');
      if (cleaned.includes(FALLBACK_HOST)) throw new Error(`Excalidraw asks ${FALLBACK_HOST} for fonts in a form not known here: ${id}`);
      return { code: cleaned, map: null };
    },
    writeBundle() {
      cpSync(fonts, join(out, "excalidraw/fonts"), { recursive: true });
    },
  };
}
