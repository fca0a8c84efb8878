/** `/readyz` for whoever sends people here, `/metrics` for whoever watches. Beside the table of routes: what they answer is not for pages. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type RequestHandler, Router } from "express";
import { reachOf } from "../../shared/domain/media/reach.ts";
import { ipOf, type Reading, wasHandedOn } from "../http/request.ts";
import type { Readiness } from "./readiness.ts";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/**
 * With a token only the token opens, from wherever. Without one: this host and its own network, without a proxy between. What was handed on is refused,
 * also by a proxy that may be believed: where Docker hands IPv6 on, everyone of the internet looks to that one like the own network.
 */
export function mayWatch(req: IncomingMessage, reading: Reading, token: string | null): boolean {
  if (token !== null) {
    const given = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? "")?.[1] ?? "";
    return timingSafeEqual(digest(given), digest(token));
  }
  if (wasHandedOn(req)) return false;
  const address = ipOf(req, reading);
  return address !== "" && reachOf(address) !== "internet";
}

export interface OpsParts {
  reading: Reading;
  token: string | null;
  ready(): Promise<Readiness>;
  metrics(): Promise<string>;
}

export function opsRoutes({ reading, token, ready, metrics }: OpsParts): RequestHandler {
  const router = Router();
  router.get("/readyz", async (_req, res) => {
    const state = await ready();
    res.setHeader("Cache-Control", "no-store");
    res.status(state.ok ? 200 : 503).json(state);
  });
  router.get("/metrics", async (req, res, next) => {
    // Who may not see them is told nothing of them.
    if (!mayWatch(req, reading, token)) return next();
    res.setHeader("Cache-Control", "no-store");
    res.setHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    res.send(await metrics());
  });
  return router;
}
