import type { RequestHandler } from "express";
import { reachOf } from "../../shared/domain/media/reach.ts";
import { hostOf, isSecure, type Reading } from "./request.ts";

/** Browsers come back by https alone for so long, s. Not for other hosts of the domain, which may be somebody else's. */
const HTTPS_ONLY_S = 180 * 86_400;

/** Parts of the built page: scripts, styles, fonts. Never the page itself. */
const ASSET = /^\/(assets|excalidraw)\/[^/]+/;

/**
 * Security headers of every answer.
 * - style-src has 'unsafe-inline': Excalidraw and React Aria write style attributes and elements; scripts have no such thing.
 * - 'wasm-unsafe-eval' is for Yjs' and media workers' WebAssembly; `blob:` workers for the sound worklet and Excalidraw's subsetting of fonts.
 * - connect-src names the WebSocket origins too: Safari before 15.4 does not count them as 'self'.
 */
export const securityHeaders =
  (reading: Reading): RequestHandler =>
  (req, res, next) => {
    res.setHeader("X-Content-Type-Options", "nosniff");
    res.setHeader("Referrer-Policy", "no-referrer");
    res.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    const host = hostOf(req, reading);
    const secure = isSecure(req, reading);
    // A name on the internet that has https keeps it. Names of one's own network and device also serve other things, on other ports.
    if (secure && reachOf(host) === "internet") res.setHeader("Strict-Transport-Security", `max-age=${HTTPS_ONLY_S}`);
    if (ASSET.test(req.path)) {
      // Half a KB a file less on a thin line. Only a worker heeds what its own file says: it may load and call nothing but us.
      res.setHeader("Content-Security-Policy", "default-src 'self' blob: data:; script-src 'self' 'wasm-unsafe-eval'");
      next();
      return;
    }
    const sockets = host === "" ? "" : ` ws://${host} wss://${host}`;
    res.setHeader(
      "Content-Security-Policy",
      [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self' blob: data:",
        `connect-src 'self'${sockets}`,
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "frame-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "object-src 'none'",
      ].join("; "),
    );
    res.setHeader("Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=()");
    // Browsers ignore it (and complain) where the page has no trustworthy origin.
    if (secure || reachOf(host) === "this-device") res.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    next();
  };
