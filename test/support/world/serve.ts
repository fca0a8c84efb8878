/** Serves the pages of this folder with the real maps, without a Kartu: `node test/support/world/serve.ts` prints their address. */
import { join } from "node:path";
import { createServer } from "vite";
import { loadPlaces } from "../../../server/maps/index.ts";

const root = join(import.meta.dirname, "../../..");
const server = await createServer({
  root,
  configFile: false,
  appType: "mpa",
  cacheDir: join(root, ".cache/vite-world"),
  logLevel: "warn",
  server: { host: "127.0.0.1", port: 5191 },
  optimizeDeps: { noDiscovery: true, include: ["phaser", "nanostores"] },
  plugins: [
    {
      name: "places",
      configureServer(vite) {
        vite.middlewares.use("/test/support/world/places.json", (_request, response) => {
          response.setHeader("content-type", "application/json");
          response.end(JSON.stringify(loadPlaces()));
        });
      },
    },
  ],
});
await server.listen();
const url = server.resolvedUrls?.local[0] ?? "";
for (const page of ["sheet", "place", "world"]) console.log(`${url}test/support/world/${page}.html`);
