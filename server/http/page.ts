/** The page and its files, from the folder that the client's build wrote. */
import { access, readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import express, { type Request, type RequestHandler, Router } from "express";

/** Addresses that are the page; what they mean is the page's business. */
const PAGES = ["/", "/owner", "/join", "/login", "/account", "/organisation", "/connection", "/member", "/desk", "/desk/*rest"];
/** The same page, which lists what a space needs at once. */
const SPACES = "/s/*rest";

/** Build output with a hash in its name never changes: browsers keep it for a year, ms. */
const YEAR = 31_536_000_000;

/** What the build compresses, by extension. */
const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json; charset=utf-8",
};
const ENCODINGS = [
  { name: "br", extension: ".br" },
  { name: "gzip", extension: ".gz" },
] as const;

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** Sends the compressed copy that the build put beside a file, where the browser takes it. */
const compressed =
  (folder: string): RequestHandler =>
  async (req, res, next) => {
    const type = TYPES[extname(req.path)];
    // A path that climbs, or is encoded, is left to express.static, which knows what to do with it.
    if (type === undefined || (req.method !== "GET" && req.method !== "HEAD") || req.path !== normalize(req.path) || req.path.includes("%"))
      return next();
    for (const { name, extension } of ENCODINGS) {
      if (req.acceptsEncodings(name) === false || !(await exists(join(folder, `${req.path}${extension}`)))) continue;
      res.setHeader("Content-Type", type);
      res.setHeader("Content-Encoding", name);
      req.url = `${req.path}${extension}`;
      break;
    }
    res.vary("Accept-Encoding");
    next();
  };

/** A browser that shows what it gets, at an address that is no part of the build: it is given the page, which says so in words. */
const wantsPage = (req: Request): boolean =>
  (req.method === "GET" || req.method === "HEAD") && req.accepts("json", "html") === "html" && !/^\/(assets|excalidraw)\//.test(req.path);

/**
 * @param folder build output of the client (`dist/client`)
 * @param older folders with the `assets` of builds before it
 */
export function clientPage(folder: string, older: readonly string[] = []): RequestHandler {
  const router = Router();
  // No cache without asking: the next build has other file names. What is named by its hash is kept (below).
  const page =
    (file: string): RequestHandler =>
    async (req, res, next) => {
      res.setHeader("Cache-Control", "no-cache");
      req.url = (await exists(join(folder, file))) ? file : "/index.html";
      next();
    };
  router.get(PAGES, page("/index.html"));
  router.get(SPACES, page("/space.html"));
  for (const from of [folder, ...older]) {
    router.use(compressed(from));
    router.use("/assets", express.static(join(from, "assets"), { immutable: true, maxAge: YEAR, index: false, redirect: false }));
  }
  const files = express.static(folder, {
    cacheControl: false,
    index: false,
    redirect: false,
    dotfiles: "ignore",
    // Names that stay while the file behind them changes.
    setHeaders: (res) => res.setHeader("Cache-Control", "no-cache"),
  });
  router.use(files);
  router.use(
    (req, res, next) => {
      if (!wantsPage(req)) return next("router");
      res.status(404).setHeader("Cache-Control", "no-cache");
      req.url = "/index.html";
      next();
    },
    compressed(folder),
    files,
  );
  return router;
}

/** Stamp of the client's build, which pages name when they join; "dev" where nothing is built (the development server's pages say so too). */
export async function clientBuild(folder: string): Promise<string> {
  try {
    const { build } = JSON.parse(await readFile(join(folder, "build.json"), "utf8")) as { build?: unknown };
    return typeof build === "string" ? build : "dev";
  } catch {
    return "dev";
  }
}
