/** The express application: headers, log, routes, page. Every refusal is a code, never a sentence. */
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import type { Logger } from "pino";
import { type Api, SOUND_PATH } from "../../shared/protocol/http.ts";
import { BODIES } from "../../shared/protocol/check/http.ts";
import { StorageError } from "../ports/space-store.ts";
import { jsonBody } from "./body.ts";
import { HttpFailure } from "./failures.ts";
import { securityHeaders } from "./headers.ts";
import { firstGate, type Gate, provenGate, type Route, routeHandler, watchGate } from "./route.ts";
import type { makeRoutes } from "./routes.ts";

/** One line a request: the route's pattern, never the path or query it came with, and no address. */
const requestLog =
  (log: Logger): RequestHandler =>
  (req, res, next) => {
    const start = performance.now();
    res.on("finish", () => {
      const route: unknown = (req.route as { path?: unknown } | undefined)?.path;
      const ms = Math.round((performance.now() - start) * 10) / 10;
      log.debug({ method: req.method, route: typeof route === "string" ? route : "-", status: res.statusCode, ms }, "request");
    });
    next();
  };

/** What express itself refuses (a path that cannot be decoded), in our codes. */
function asFailure(error: unknown): HttpFailure | null {
  if (error instanceof HttpFailure) return error;
  if (error instanceof StorageError) return new HttpFailure("storage_failed");
  const { status } = error as { status?: unknown };
  if (typeof status === "number" && status >= 400 && status < 500) return new HttpFailure("bad_request");
  return null;
}

const failed =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, _req, res, next) => {
    const failure = asFailure(error);
    if (failure === null || failure.status >= 500) log.error({ err: error }, "request failed");
    if (res.headersSent) return next(error);
    const { status, body } = failure ?? new HttpFailure("internal");
    if (failure?.code === "rate_limited") res.setHeader("Retry-After", String(failure.params?.["seconds"] ?? 1));
    res.setHeader("Cache-Control", "no-store");
    res.status(status).json(body);
  };

/** What programs ask. */
const WATCHED = ["/healthz", "/readyz", "/metrics"];

export interface ApiParts {
  gate: Gate;
  routes: ReturnType<typeof makeRoutes>;
  /** The page and its files. */
  page: RequestHandler;
  log: Logger;
}

export function makeApi({ gate, routes, page, log }: ApiParts): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(requestLog(log), securityHeaders(gate.reading));
  const byCode = Object.entries(routes).flatMap(([key, route]) => ("byCode" in route ? [key.split(" ")[1] ?? ""] : []));
  app.use("/api", firstGate(gate, new Set(byCode)), jsonBody);
  app.use(WATCHED, watchGate(gate));
  app.use(SOUND_PATH, firstGate(gate, new Set()), provenGate(gate));

  const byPath = new Map<string, string[]>();
  for (const [key, route] of Object.entries(routes)) {
    const [method = "", path = ""] = key.split(" ");
    const schema = key in BODIES ? BODIES[key as keyof typeof BODIES] : undefined;
    // Each key goes with its own route: the table's type says so, the loop cannot.
    const handler = routeHandler(gate, route as Route<keyof Api>, schema);
    if (method === "GET") app.get(path, handler);
    else if (method === "PATCH") app.patch(path, handler);
    else app.post(path, handler);
    byPath.set(path, [...(byPath.get(path) ?? []), method]);
  }
  for (const [path, methods] of byPath) {
    app.all(path, (_req, res) => {
      res.setHeader("Allow", methods.join(", "));
      throw new HttpFailure("bad_request", undefined, 405);
    });
  }
  app.use("/api", () => {
    throw new HttpFailure("not_found");
  });
  app.use(page);
  app.use(() => {
    throw new HttpFailure("not_found");
  });
  app.use(failed(log));
  return app;
}
