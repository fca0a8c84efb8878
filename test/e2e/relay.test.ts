/** Minors over the internet: two pages that hear each other through Debian's coturn, with the configuration that is shipped, and by no address of their own. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { watchArrivals } from "../support/arrivals.ts";
import { openBrowser, type TestBrowser, type Visit } from "../support/browser.ts";
import { type Coturn, noCoturn, startCoturn } from "../support/coturn.ts";
import type { LiveKitConfig } from "../../server/adapters/livekit/media-server.ts";
import { noLiveKit, startLiveKit, type LiveKitServer } from "../support/livekit.ts";
import { type InProcessServer, newInvite, startTestServer } from "../support/server.ts";
import { toneWav } from "../support/sound.ts";
import { axeFindings } from "../support/axe.ts";
import { enter, inMeeting, MEETING, msToSound, soundHouse, walk } from "./support/sound-people.ts";
import { PATIENCE } from "./support/patience.ts";

/** A name of the internet, for the rule; pages come by loopback all the same. */
const PUBLIC = "https://kartu.example.org";
/** Kinds of all candidates that this page gathered or was told, by statistics and by what it sent. */
const kinds = (page: Page) =>
  page.evaluate(async () => {
    const peers = [...(window.kartuPeers?.live ?? [])];
    const found = { local: new Set<string>(), remote: new Set<string>(), described: new Set<string>() };
    for (const peer of peers) {
      (await peer.getStats()).forEach((entry: RTCStats & { candidateType?: string }) => {
        if (entry.type === "local-candidate") found.local.add(entry.candidateType ?? "");
        if (entry.type === "remote-candidate") found.remote.add(entry.candidateType ?? "");
      });
      for (const sdp of [peer.localDescription?.sdp, peer.remoteDescription?.sdp])
        for (const [, type] of (sdp ?? "").matchAll(/^a=candidate:.* typ (\w+)/gm)) found.described.add(type ?? "");
    }
    return { peers: peers.length, local: [...found.local], remote: [...found.remote], described: [...found.described] };
  });

/** Runs in a page, first of all: as if a firewall let nothing else through. */
function onlyTheRelay(): void {
  const Native = window.RTCPeerConnection;
  const narrowed = (configuration?: RTCConfiguration): RTCConfiguration => ({ ...configuration, iceTransportPolicy: "relay" });
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(narrowed(configuration));
    }
    override setConfiguration(configuration?: RTCConfiguration): void {
      super.setConfiguration(narrowed(configuration));
    }
  };
}

describe.skipIf(noCoturn)("sound through the relay", { timeout: 90_000 }, () => {
  let coturn: Coturn;
  let livekit: LiveKitServer | null = null;
  let server: InProcessServer;
  let chromium: TestBrowser;
  beforeAll(async () => {
    coturn = await startCoturn();
    chromium = await openBrowser({ microphone: { wav: toneWav() } });
  });
  afterAll(async () => {
    await chromium?.close().finally(async () => {
      await server?.close();
      await livekit?.close();
      await coturn?.close();
    });
  });
  const begin = async (secret: string, through: LiveKitConfig | null = null): Promise<void> => {
    await server?.close();
    const turn = { host: coturn.host, secret };
    server = await startTestServer({ inMemory: true, publicUrl: PUBLIC, turn, ...(through === null ? {} : { livekit: through }) });
  };
  /** Two in a meeting, who hear each other. @param before for each page, before it has loaded anything */
  const two = async (before?: () => void): Promise<Visit[]> => {
    const house = await soundHouse(server, chromium, async ({ page }) => {
      if (before !== undefined) await page.addInitScript(before);
    });
    const visits: Visit[] = [await house.open("Mia"), await house.open("Jon")];
    const pages = visits.map(({ page }) => page);
    for (const page of pages) {
      await watchArrivals(page);
      await enter(page, house.space);
      await walk(page, MEETING);
    }
    for (const page of pages) await inMeeting(page, 1);
    const ms = await Promise.all(pages.map((page) => msToSound(page, 15_000)));
    console.log(`through the relay: sound after ${ms.map(Math.round).join(" and ")} ms`);
    return visits;
  };

  it("[ME112] two minors hear each other through the relay, and neither page names an address of its own", async () => {
    await begin(coturn.secret);
    const visits = await two();
    for (const { page } of visits) {
      const found = await kinds(page);
      expect(found).toMatchObject({ peers: 1, local: ["relay"] });
      // What the other's checks are seen to come from is the relay, too: "prflx" is an address of it.
      expect(found.remote.filter((kind) => kind !== "relay" && kind !== "prflx")).toEqual([]);
      expect(found.described.filter((kind) => kind !== "relay")).toEqual([]);
    }
    for (const visit of visits) await visit.close();
  });

  it.skipIf(noLiveKit)("[ME166] where a network lets nothing but the relay through, LiveKit is reached by it", async () => {
    livekit = await startLiveKit();
    await begin(coturn.secret, livekit.config);
    const visits = await two(onlyTheRelay);
    for (const { page } of visits) {
      const { peers, local } = await kinds(page);
      expect([peers, local]).toEqual([1, ["relay"]]);
    }
    for (const visit of visits) await visit.close();
    await begin(coturn.secret);
  });

  const open = async (path: string, options: Parameters<TestBrowser["openPage"]>[0] = {}): Promise<Visit> =>
    chromium.openPage({ url: `${server.url}${path}`, ...options });

  it("[ME113] the connection test names each way; the text for the network has hosts and ports", async () => {
    const house = await soundHouse(server, chromium);
    const code = await newInvite(house.owner, house.space);
    for (const [size, viewport] of [
      ["desktop", { width: 1280, height: 720 }],
      ["phone", { width: 390, height: 844 }],
    ] as const) {
      const visit = await open(`/connection#${code}`, { viewport });
      const { page } = visit;
      await page.getByText("Everything works from here").waitFor(PATIENCE);
      const steps = page.getByRole("list", { name: "Steps" });
      expect(await steps.getByRole("img", { name: "works" }).count()).toBe(5);
      await visit.shot(`connection-${size}`);
      await page.getByText("For those who run this network").click();
      await page.getByText(`UDP ${coturn.port} → 127.0.0.1`).waitFor(PATIENCE);
      expect(await axeFindings(page)).toEqual([]);
      await visit.close();
    }
  });

  it("[ME113] a relay with another secret: the page says that it refuses, and who mends it; a stranger is told to open the invite", async () => {
    await begin("another secret");
    const house = await soundHouse(server, chromium);
    const code = await newInvite(house.owner, house.space);
    const visit = await open(`/connection#${code}`);
    await visit.page.getByText("The relay refuses you, and it is not your fault").waitFor(PATIENCE);
    await visit.page.getByText("The relay refuses what Kartu gives it.").first().waitFor(PATIENCE);
    await visit.shot("connection-refused");
    await visit.close();

    const stranger = await open("/connection", { allow: [/401/] });
    await stranger.page.getByText("Sound could not be tried").waitFor(PATIENCE);
    await stranger.page
      .getByText(/Open your invite link/)
      .first()
      .waitFor(PATIENCE);
    await stranger.close();
  });
});
