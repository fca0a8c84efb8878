/** People with Kartu's own net and sound but without its interface, on documents of the server itself: what an honest page sends and hears. */
import type { Page } from "playwright-core";
import type { Role } from "../../../shared/domain/permissions.ts";
import { bundled } from "../../client/media/page/serve.ts";
import { arrived } from "../../support/arrivals.ts";
import type { TestBrowser, Visit } from "../../support/browser.ts";
import { guestSession, newInvite, newSpace, ownerSession, type Person, type TestServer, visitor } from "../../support/server.ts";
import { until } from "../../support/until.ts";

/** A meeting area of the house, and the quiet bay in which everyone arrives. */
export const MEETING = "corner";
export const BAY = "bay";

export interface SoundHouseUnderTest {
  space: string;
  owner: Person;
  /** Somebody new, with a script of this folder's pages instead of Kartu's own. */
  open(name: string, script?: "honest" | "livekit-hostile", role?: Role): Promise<Visit & { guest: Person }>;
  /** The same, in a page that is there already, by another way to the server where there is one. */
  load(page: Page, name: string, script?: "honest" | "livekit-hostile", role?: Role, url?: string): Promise<Person>;
}

/** @param before for each page, before it has loaded anything */
export async function soundHouse(
  server: TestServer,
  chromium: TestBrowser,
  before?: (visit: Visit) => Promise<unknown>,
): Promise<SoundHouseUnderTest> {
  const owner = await ownerSession(server);
  const space = await newSpace(owner);
  const code = await newInvite(owner, space.id);
  const { body } = await visitor(server).call("GET /healthz");
  const load: SoundHouseUnderTest["load"] = async (page, name, script = "honest", role, url = server.url) => {
    const guest = await guestSession({ ...server, url }, owner, space.id, { name, ...(role === undefined ? { code } : { role }) });
    const [cookie = "", value = ""] = guest.cookie.split("=", 2);
    await page.context().addCookies([{ name: cookie, value, url }]);
    await page.goto(`${url}/healthz`);
    await page.evaluate(`globalThis.__KARTU_BUILD__ = ${JSON.stringify(body.build)}`);
    await page.evaluate(await bundled(script));
    await page.mouse.click(5, 5);
    return guest;
  };
  return {
    space: space.id,
    owner,
    load,
    async open(name, script, role) {
      const visit = await chromium.openPage({ allow: [/favicon/] });
      await before?.(visit);
      return Object.assign(visit, { guest: await load(visit.page, name, script, role) });
    },
  };
}

/** Into the space, with the microphone on. @returns one's person id */
export async function enter(page: Page, space: string, speaks = true): Promise<number> {
  const id = await page.evaluate((into) => window.honest.join(into), space);
  if (id === null) throw new Error("did not get in");
  if (speaks) await page.evaluate(() => window.honest.control?.requestMic());
  return id;
}

export const walk = (page: Page, area: string): Promise<void> =>
  page.evaluate((to) => window.honest.session?.walkTo({ kind: "area", area: to }), area);

export const hearsMe = (page: Page): Promise<readonly number[]> => page.evaluate(() => window.honest.$hearsMe.get());

export async function inMeeting(page: Page, others: number, withinMs = 30_000): Promise<void> {
  await until(
    `in a meeting with ${others}`,
    async () => {
      const said = await page.evaluate(() => ({
        where: window.honest.$where.get().kind,
        hearsMe: window.honest.$hearsMe.get().length,
        mic: window.honest.$mic.get(),
        not: window.honest.$notHeard.get(),
        blocked: window.honest.$soundBlocked.get(),
        connection: window.honest.$connection.get(),
      }));
      if (said.where === "meeting" && said.hearsMe === others) return true;
      throw new Error(JSON.stringify(said));
    },
    withinMs,
  );
}

export const apart = (page: Page): Promise<true> =>
  until(
    "nobody hears them",
    async () => (await hearsMe(page)).length === 0 && page.evaluate(() => window.honest.$iHear.get().length === 0),
    20_000,
  );

/** Milliseconds from now until sound with energy arrives, at 20 ms steps. Stands on `watchArrivals`. */
export async function msToSound(page: Page, withinMs = 30_000): Promise<number> {
  const { energy } = await arrived(page);
  const from = performance.now();
  await until("sound arrives", async () => (await arrived(page)).energy > energy + 1e-4, withinMs);
  return performance.now() - from;
}
