/** As it is on the internet: pages in browsers come by https through the compose file's own Caddy, and their sound by LiveKit. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type TestBrowser, type Visit } from "../support/browser.ts";
import { type Caddy, noCaddy, startCaddy } from "../support/https.ts";
import { type LiveKitServer, noLiveKit, startLiveKit } from "../support/livekit.ts";
import { freePort } from "../support/ports.ts";
import { type SpawnedServer, spawnServer } from "../support/server.ts";
import { hearsSound, toneWav } from "../support/sound.ts";
import { PATIENCE } from "./support/patience.ts";
import {
  becomeOwner,
  button,
  chatLine,
  goTo,
  heardBy,
  inside,
  joinBy,
  openBoard,
  openChat,
  say,
  turnMicrophoneOn,
} from "./support/people.ts";

describe.skipIf(noCaddy || noLiveKit)("behind the compose file's own Caddy", { timeout: 120_000 }, () => {
  let livekit: LiveKitServer;
  let server: SpawnedServer;
  let caddy: Caddy;
  let chromium: TestBrowser;
  let trainer: Visit;
  let nika: Visit;
  beforeAll(async () => {
    livekit = await startLiveKit();
    const [port, kartu] = [await freePort(), await freePort()];
    const { url, key, secret } = livekit.config;
    const env = { LIVEKIT_URL: url, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret };
    server = await spawnServer({ port: kartu, env: { ...env, KARTU_TRUST_PROXY: "1", PUBLIC_URL: `https://localhost:${port}` } });
    caddy = await startCaddy(port, kartu);
    // The certificate is Caddy's own, which no browser knows.
    chromium = await openBrowser({ microphone: { wav: toneWav() }, args: ["--ignore-certificate-errors"] });
  });
  afterAll(async () => {
    await chromium?.close().finally(async () => {
      await caddy?.close();
      await server?.close();
      await livekit?.close();
    });
  });

  it("[OP30] an owner opens a space, somebody comes by the invite; they hear each other, write, and draw on a board; a reload keeps who one is", async () => {
    trainer = await chromium.openPage({ url: `${caddy.url}/owner#${await server.ownerCode()}` });
    const invite = await becomeOwner(trainer, "Mladinski center Kranj");
    expect(invite).toMatch(new RegExp(`^${caddy.url}/join#`));
    await trainer.page.keyboard.press("Escape");
    await inside(trainer.page);
    nika = await joinBy(chromium, invite, "Nika", { mobile: true });
    for (const { page } of [trainer, nika]) {
      await goTo(page, "Meeting corner");
      await turnMicrophoneOn(page);
    }
    await heardBy(trainer.page, /Nika/);
    await heardBy(nika.page, /Ajda/);
    for (const { page } of [trainer, nika]) expect((await hearsSound(page)).energy).toBeGreaterThan(0);

    await say(trainer.page, "Who starts our map?");
    await openChat(nika.page);
    await chatLine(nika.page, "Who starts our map?").waitFor(PATIENCE);
    for (const { page } of [trainer, nika]) await openBoard(page, "Workshop board");
    await nika.page.getByRole("group", { name: "What to show" }).getByRole("button", { name: "Notes" }).click();
    await nika.page.getByRole("textbox", { name: "Write a note" }).fill("Music in the park");
    await button(nika.page, "Write a note").click();
    await trainer.page.getByRole("listitem").getByText("Music in the park").first().waitFor(PATIENCE);
    await nika.page
      .getByText(/^Saved/)
      .first()
      .waitFor(PATIENCE);

    const cookies = await nika.context.cookies(caddy.url);
    expect(cookies.map(({ name, secure, httpOnly }) => [name.replace(/\d+$/, ""), secure, httpOnly])).toEqual([
      ["__Host-kartu-", true, true],
    ]);
    await nika.page.reload();
    await inside(nika.page);
    await heardBy(trainer.page, /Nika/);
  });
});
