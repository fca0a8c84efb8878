/** Excalidraw looks for its fonts under EXCALIDRAW_ASSET_PATH (`/excalidraw/`); without this it would ask a third party for them. */
import { cpSync, createReadStream, existsSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import type { Plugin } from "vite";

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
    writeBundle() {
      cpSync(fonts, join(out, "excalidraw/fonts"), { recursive: true });
    },
  };
}
