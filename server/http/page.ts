/** The page and its files, from the folder that the client's build wrote. */
import { join } from "node:path";
import express, { type RequestHandler, Router } from "express";

/** Addresses that are the page; what they mean is the page's business. */
const PAGES = ["/", "/owner", "/join", "/s/*rest"];

/** Build output with a hash in its name: never changes, kept by browsers for a year. */
const YEAR_S = 31_536_000;

/** @param folder build output of the client (`dist/client`) */
export function clientPage(folder: string): RequestHandler {
  const router = Router();
  router.use("/assets", express.static(join(folder, "assets"), { immutable: true, maxAge: YEAR_S * 1000, index: false, redirect: false }));
  router.use(express.static(folder, { maxAge: 0, index: false, redirect: false, dotfiles: "ignore" }));
  router.get(PAGES, (_req, res, next) => {
    // No cache without asking: the next build has other file names.
    res.setHeader("Cache-Control", "no-cache");
    res.sendFile("index.html", { root: folder, cacheControl: false }, (error) => {
      if (error) next((error as { status?: number }).status === 404 ? undefined : error);
    });
  });
  return router;
}
