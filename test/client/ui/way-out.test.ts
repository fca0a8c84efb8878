/** What the door says inside another app, before anything is used up. */
import { createElement } from "react";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { WayOut } from "../../../client/ui/join/WayOut.tsx";
import { rendered, TONGUES } from "../../support/rendered.ts";

const WORDS = { en: /lets you in once/, sl: /samo enkrat/, lt: /tik vieną kartą/, pl: /tylko raz/ };

beforeAll(() => void vi.stubGlobal("location", { href: "https://kartu.example.org/join#code" }));
afterAll(() => void vi.unstubAllGlobals());

it.each(TONGUES)("[AC20] a link that lets in once says so where it would be used up in vain, in %s", (tongue) => {
  const shown = (once: boolean) => rendered(tongue, createElement(WayOut, { where: { kind: "in-app", app: "Instagram" }, once }));
  expect(shown(true)).toMatch(WORDS[tongue]);
  expect(shown(false)).not.toMatch(WORDS[tongue]);
});
