/** One way of declaring a route: who may call it, how often, with which body. What it does is in `routes.ts`. */
import type { Request, RequestHandler, Response } from "express";
import type { ZodType } from "zod";
import { deviceOf } from "../../shared/domain/accounts/device.ts";
import { reachOf } from "../../shared/domain/media/reach.ts";
import type { Result } from "../../shared/domain/result.ts";
import type { Api } from "../../shared/protocol/http.ts";
import type { Clock } from "../ports/clock.ts";
import type { CameBy } from "../commands/ice.ts";
import type { Identity } from "../commands/ports.ts";
import { HttpFailure } from "./failures.ts";
import { sendJson } from "./json.ts";
import type { Limits, RateKind } from "./limits.ts";
import { addressOf, ipOf, isOwnOrigin, originOf, type Reading, wasHandedOn } from "./request.ts";
import { type Authenticate, cookieLines, tokenOf } from "./session.ts";

type BodyOf<K extends keyof Api> = Api[K] extends { body: infer B } ? B : undefined;

export interface Call<K extends keyof Api, Who> {
  body: BodyOf<K>;
  param(name: string): string;
  who: Who;
  /** PUBLIC_URL, or the origin by which the page came. */
  origin: string;
  by: CameBy;
  /** Gives the browser a session. @param shared only until the browser closes */
  letIn(token: string, shared?: boolean): void;
  /** What rates by address count by. Never stored, never logged. */
  rateKey: string;
  /** The browser in two coarse words: `deviceOf`. */
  device: string;
  /** Takes the session out of the browser. */
  letGo(): void;
}

export type Route<K extends keyof Api> = {
  /** Rate kind beside the one of every request. (An unknown code is charged as a guess on any route.) */
  rate?: "write" | "join" | "enter";
  /** The body holds a code that opens something: looked at even when others have emptied the address' rate. */
  byCode?: true;
} /** Whoever asks is not looked at: no session costs anything here. */ & (
  | { access: "nobody"; handle(call: Call<K, null>): Promise<Result<Api[K]["answer"]>> }
  | { access: "anyone"; handle(call: Call<K, Identity | null>): Promise<Result<Api[K]["answer"]>> }
  | { access: "session"; handle(call: Call<K, Identity>): Promise<Result<Api[K]["answer"]>> }
);

export interface Gate {
  reading: Reading;
  authenticate: Authenticate;
  limits: Limits;
  clock: Clock;
}

const held = (seconds: number): void => {
  if (seconds > 0) throw new HttpFailure("rate_limited", { seconds });
};
const spend = (limits: Limits, kind: RateKind, key: string, now: number): void => held(limits[kind].take(key, now));

const UNKNOWN: readonly string[] = ["invite_unknown", "owner_link_unknown", "recovery_unknown", "link_unknown"];

/** Requests that are looked at although their address is held back, and the seconds for which it is. */
const mustProve = new WeakMap<Request, number>();

/**
 * The first gate of everything under /api: the address' rate, and the origin of what changes something. It comes before the body is read.
 * @param byCode paths whose routes open by a code
 */
export const firstGate =
  ({ reading, limits, clock }: Gate, byCode: ReadonlySet<string>): RequestHandler =>
  (req, _res, next) => {
    const address = addressOf(req, reading);
    const seconds = limits.address.take(address, clock.mono());
    if (seconds > 0) {
      if (tokenOf(req, reading) === null && !byCode.has(req.originalUrl)) held(seconds);
      spend(limits, "flood", address, clock.mono());
      mustProve.set(req, seconds);
    }
    const reads = req.method === "GET" || req.method === "HEAD";
    if (!reads && !isOwnOrigin(req, reading)) throw new HttpFailure("foreign_origin");
    next();
  };

/** What is no route of the table but asks the store for a session: behind `firstGate`, whoever must prove something does it here. */
export const provenGate =
  ({ authenticate, limits, clock }: Gate): RequestHandler =>
  async (req, _res, next) => {
    const wait = mustProve.get(req) ?? 0;
    if (wait > 0) {
      const who = await authenticate(req);
      if (who === null) held(wait);
      else spend(limits, "session", who.session, clock.mono());
    }
    next();
  };

/** Before what programs ask, such as health checks. What this host asks itself is not counted: who is held back would restart a server that is well. */
export const watchGate =
  ({ reading, limits, clock }: Gate): RequestHandler =>
  (req, _res, next) => {
    const own = !wasHandedOn(req) && reachOf(ipOf(req, reading)) === "this-device";
    if (!own) spend(limits, "watch", addressOf(req, reading), clock.mono());
    next();
  };

/** The handler of one route. */
export function routeHandler<K extends keyof Api>(gate: Gate, route: Route<K>, schema: ZodType | undefined): RequestHandler {
  const { reading, limits, clock } = gate;
  return async (req: Request, res: Response) => {
    const address = addressOf(req, reading);
    const who = route.access === "nobody" ? null : await gate.authenticate(req);
    const wait = mustProve.get(req) ?? 0;
    if (wait > 0 && who !== null) spend(limits, "session", who.session, clock.mono());
    // Nothing is proven yet, and no code can do it: out.
    const unproven = wait > 0 && who === null;
    if (unproven && route.byCode !== true) held(wait);
    if (route.access === "session" && who === null) throw new HttpFailure("no_session");
    if (route.rate === "write" || route.rate === "join") spend(limits, route.rate, who?.session ?? address, clock.mono());
    if (route.rate === "enter") held(limits.enter.wait(address, clock.mono()));
    let body: unknown;
    if (schema !== undefined) {
      const parsed = schema.safeParse(req.body);
      if (!parsed.success && unproven) held(wait);
      if (!parsed.success) throw new HttpFailure("bad_request", { field: parsed.error.issues[0]?.path.join(".") ?? "" });
      body = parsed.data;
    }
    const origin = reading.publicUrl ?? originOf(req, reading);
    const call = {
      body: body as BodyOf<K>,
      param: (name: string): string => {
        const value = req.params[name];
        return typeof value === "string" ? value : "";
      },
      origin,
      by: { host: new URL(origin).host, address: ipOf(req, reading) },
      rateKey: address,
      device: deviceOf(req.headers["user-agent"]),
      letIn: (token: string, shared = false): void => void res.setHeader("Set-Cookie", cookieLines(req, reading, token, shared)),
      letGo: (): void => void res.setHeader("Set-Cookie", cookieLines(req, reading, null)),
    };
    // A session from before moves to the name that is this Kartu's alone.
    const found = tokenOf(req, reading);
    if (who !== null && found?.old === true) call.letIn(found.token, who.shared);
    // `access` is "session" only where `who` was asked for above.
    const result =
      route.access === "nobody"
        ? await route.handle({ ...call, who: null })
        : route.access === "anyone"
          ? await route.handle({ ...call, who })
          : await route.handle({ ...call, who: who as Identity });
    if (!result.ok) {
      // After the fact: whoever has the right code is not kept out by the guesses of others behind the same address.
      if (UNKNOWN.includes(result.code)) {
        if (unproven) held(wait);
        spend(limits, "guess", address, clock.mono());
      }
      throw new HttpFailure(result.code, result.params);
    }
    // Likewise: what did not let anybody in is not counted as someone who came in.
    if (route.rate === "enter") limits.enter.take(address, clock.mono());
    res.setHeader("Cache-Control", "no-store");
    await sendJson(req, res, result.value);
  };
}
