/** The mesh in a real Chromium: two or more people in one page, joined by a room in memory. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type MediaPage, serveMediaPage } from "../../client/media/page/serve.ts";

let served: MediaPage;
let page: Page;

beforeAll(async () => {
  served = await serveMediaPage();
}, 60_000);
afterAll(() => served?.close());
beforeEach(async () => {
  const context = await served.browser.newContext({ permissions: ["microphone"] });
  page = await context.newPage();
  await page.goto(served.url);
  // Pages may make sound only after a gesture.
  await page.mouse.click(5, 5);
  await page.evaluate(() => window.rig.permit());
  return () => context.close();
});

describe("sound from page to page", () => {
  it("[ME6] cold: two who enter a conversation hear each other", async () => {
    const heard = await page.evaluate(async () => {
      const { rig } = window;
      const room = rig.room();
      const [a, b] = [await rig.join(room, 1, true), await rig.join(room, 2, true)];
      const from = performance.now();
      room.grant(1, 2, "in");
      const both = await rig.until(() => a.heard.has(2) && b.heard.has(1));
      return { both, a: (a.heard.get(2) ?? 0) - from, b: (b.heard.get(1) ?? 0) - from, connections: rig.connections.length };
    });
    expect(heard).toMatchObject({ both: true, connections: 2 });
    console.log(`cold, grant to energy: ${Math.round(heard.a)} and ${Math.round(heard.b)} ms`);
  });

  it("[ME6] warm: near connects and sends nothing; entering the conversation is heard with no new description", async () => {
    const heard = await page.evaluate(async () => {
      const { rig } = window;
      const room = rig.room();
      const [a, b] = [await rig.join(room, 1, true), await rig.join(room, 2, true)];
      room.grant(1, 2, "near");
      const ready = await rig.until(() => rig.connected(1) === 1 && rig.connected(2) === 1);
      // Long enough for a dozen packets, if there were any.
      await rig.until(() => false, 300);
      const before = [await rig.received(1), await rig.received(2)].map(({ packets }) => packets);
      const letters = a.inbox.length + b.inbox.length;
      const from = performance.now();
      room.grant(1, 2, "in");
      const both = await rig.until(() => a.heard.has(2) && b.heard.has(1));
      return {
        ready,
        before,
        both,
        letters: a.inbox.length + b.inbox.length - letters,
        a: (a.heard.get(2) ?? 0) - from,
        b: (b.heard.get(1) ?? 0) - from,
      };
    });
    expect(heard).toMatchObject({ ready: true, before: [0, 0], both: true, letters: 0 });
    console.log(`warm, grant to energy: ${Math.round(heard.a)} and ${Math.round(heard.b)} ms`);
  });

  it("[ME6] when the conversation ends no packet comes later than 250 ms after, near or gone", async () => {
    for (const end of ["near", "gone"] as const) {
      const after = await page.evaluate(async (stage) => {
        const { rig } = window;
        const room = rig.room();
        const [one, two] = stage === "near" ? [11, 12] : [21, 22];
        const [a, b] = [await rig.join(room, one, true), await rig.join(room, two, true)];
        room.grant(one, two, "in");
        const both = await rig.until(() => a.heard.has(two) && b.heard.has(one));
        // What each connection had received is read while it is still open; closing answers no more.
        const shrunk = performance.timeOrigin + performance.now();
        room.grant(one, two, stage);
        await rig.until(() => false, 250);
        const then = [await rig.received(one), await rig.received(two)];
        await rig.until(() => false, 750);
        const later = [await rig.received(one), await rig.received(two)];
        return {
          both,
          more: later.map(({ packets }, i) => packets - then[i]!.packets),
          last: Math.max(0, ...later.map(({ last }) => last - shrunk)),
          open: rig.openOf(one).length + rig.openOf(two).length,
        };
      }, end);
      expect(after).toMatchObject({ both: true, more: [0, 0], open: end === "near" ? 2 : 0 });
      expect(after.last).toBeLessThan(250);
      console.log(`${end}: last packet ${Math.round(after.last)} ms after`);
    }
  });

  it("[ME6] one that keeps its connection open after the conversation receives nothing, and is not heard when it sends on", async () => {
    const hostile = await page.evaluate(async () => {
      const { rig } = window;
      const room = rig.room();
      const honest = await rig.join(room, 1, true);
      const raw = room.seat(2);
      const pc = new RTCPeerConnection({ owner: 2 } as RTCConfiguration);
      pc.addTrack(rig.toneTrack(900));
      pc.addEventListener("icecandidate", ({ candidate }) => {
        if (candidate !== null)
          raw.port.sendSignal(1, pair, {
            kind: "candidate",
            candidate: candidate.candidate,
            sdpMid: candidate.sdpMid,
            sdpMLineIndex: candidate.sdpMLineIndex,
          });
      });
      raw.port.onSignal(async ({ epoch, signal }) => {
        if (signal.kind === "candidate") return void pc.addIceCandidate(signal).catch(() => undefined);
        if (signal.kind !== "description") return;
        await pc.setRemoteDescription(signal);
        await pc.setLocalDescription();
        raw.port.sendSignal(1, epoch, { kind: "description", type: "answer", sdp: pc.localDescription!.sdp });
      });
      const pair = room.grant(1, 2, "near");
      await rig.until(() => pc.connectionState === "connected");
      // Only near, and it sends already: nothing is given to the ears.
      await rig.until(() => false, 300);
      const sentWhileNear = (await rig.received(1)).packets;
      const heardWhileNear = honest.heard.size;
      const gotWhileNear = (await rig.received(2)).packets;
      room.grant(1, 2, "in");
      const heard = await rig.until(async () => honest.heard.has(2) && (await rig.received(2)).packets > 10);
      room.grant(1, 2, "gone");
      const left = performance.timeOrigin + performance.now();
      await rig.until(() => false, 250);
      const got = (await rig.received(2)).packets;
      await rig.until(() => false, 1_000);
      const { packets, last } = await rig.received(2);
      return {
        sentWhileNear,
        heardWhileNear,
        gotWhileNear,
        heard,
        more: packets - got,
        late: last - left,
        playing: honest.stopListening.size,
      };
    });
    expect(hostile.sentWhileNear).toBeGreaterThan(0);
    expect(hostile).toMatchObject({ heardWhileNear: 0, gotWhileNear: 0, heard: true, more: 0, playing: 0 });
    expect(hostile.late).toBeLessThan(250);
  });

  it("[ME7] an offer of another permission is void, also one that was once accepted", async () => {
    const stale = await page.evaluate(async () => {
      const { rig } = window;
      const room = rig.room();
      const [a, b] = [await rig.join(room, 1, true), await rig.join(room, 2, true)];
      const first = room.grant(1, 2, "in");
      await rig.until(() => a.heard.has(2) && b.heard.has(1));
      const offer = b.inbox.find(({ signal }) => signal.kind === "description")!;
      room.grant(1, 2, "gone");
      b.forge(offer);
      const opened = rig.connections.length;
      await rig.until(() => false, 300);
      const afterGone = rig.connections.length - opened;
      const second = room.grant(1, 2, "in");
      a.heard.clear();
      b.heard.clear();
      const again = await rig.until(() => a.heard.has(2) && b.heard.has(1));
      const before = rig.connections.length;
      b.forge(offer);
      b.forge({ ...offer, from: 99 });
      a.forge({ from: 2, epoch: second, signal: offer.signal });
      await rig.until(() => false, 300);
      return {
        first,
        second,
        afterGone,
        again,
        more: rig.connections.length - before,
        still: rig.connected(1) === 1 && rig.connected(2) === 1,
      };
    });
    expect(stale).toMatchObject({ first: 1, second: 2, afterGone: 0, again: true, more: 0, still: true });
  });

  it("[ME8] someone without a microphone opens nothing while near, and hears those in their conversation", async () => {
    const listener = await page.evaluate(async () => {
      const { rig } = window;
      const room = rig.room();
      const [a, b, c] = [await rig.join(room, 1, true), await rig.join(room, 2, false), await rig.join(room, 3, false)];
      for (const [x, y] of [
        [1, 2],
        [2, 3],
        [1, 3],
      ] as const)
        room.grant(x, y, "near");
      await rig.until(() => false, 300);
      const near = rig.openOf(2).length + rig.openOf(3).length;
      for (const [x, y] of [
        [1, 2],
        [2, 3],
        [1, 3],
      ] as const)
        room.grant(x, y, "in");
      const heard = await rig.until(() => b.heard.has(1) && c.heard.has(1));
      // Two who only listen have nothing to tell each other. 3 speaks up: now they have. The offerer (2) is the one who only listens.
      const between = rig.openOf(2).length;
      await c.mesh.setLocalTrack("mic", rig.toneTrack(500));
      const both = await rig.until(() => b.heard.has(3) && a.heard.has(3));
      return { near, heard, between, both, failed: [a, b, c].flatMap((one) => one.links.filter(({ state }) => state === "failed")) };
    });
    expect(listener).toEqual({ near: 0, heard: true, between: 1, both: true, failed: [] });
  });

  it("sixteen times meet and part: everyone hears everyone each time, nothing is left open", async () => {
    const rounds = await page.evaluate(async () => {
      const { rig } = window;
      const room = rig.room();
      room.delay = 20;
      const [a, b] = [await rig.join(room, 1, true), await rig.join(room, 2, true)];
      const times: number[] = [];
      for (let round = 0; round < 16; round++) {
        a.heard.clear();
        b.heard.clear();
        // Every other round they come by way of near, and now and then the other one offers.
        if (round % 2 === 0) room.grant(1, 2, "near", round % 3 === 0 ? 2 : 1);
        const from = performance.now();
        room.grant(1, 2, "in", round % 3 === 0 ? 2 : 1);
        if (!(await rig.until(() => a.heard.has(2) && b.heard.has(1)))) return { failed: round, times, left: 0 };
        times.push(Math.round(performance.now() - from));
        room.grant(1, 2, "gone");
        await rig.until(() => rig.openOf(1).length + rig.openOf(2).length === 0);
      }
      return { failed: null, times, left: rig.openOf(1).length + rig.openOf(2).length };
    });
    expect(rounds).toMatchObject({ failed: null, left: 0 });
    console.log(`16 rounds at 20 ms one way: ${rounds.times.join(" ")} ms`);
  });

  it("[ME9] a peer that never answers is told as failed after 5 s, and heard once it does answer", async () => {
    const dead = await page.evaluate(async () => {
      const { rig } = window;
      const room = rig.room();
      const a = await rig.join(room, 1, true);
      room.seat(2);
      const from = performance.now();
      room.grant(1, 2, "in");
      const failed = await rig.until(() => a.links.some(({ state }) => state === "failed"), 20_000);
      const after = performance.now() - from;
      const b = await rig.join(room, 2, true);
      room.grant(1, 2, "in");
      const heard = await rig.until(() => a.heard.has(2) && b.heard.has(1), 20_000);
      return { failed, after, heard, links: a.links.map(({ state }) => state) };
    });
    expect(dead).toMatchObject({ failed: true, heard: true, links: ["failed", "connected"] });
    expect(dead.after).toBeGreaterThan(4_900);
    expect(dead.after).toBeLessThan(8_000);
  });

  it("[ME9] a connection that breaks is mended as it is, and the sound goes on", async () => {
    const mended = await page.evaluate(async () => {
      const { rig } = window;
      const room = rig.room();
      const [a, b] = [await rig.join(room, 1, true), await rig.join(room, 2, true)];
      room.grant(1, 2, "in");
      await rig.until(() => a.heard.has(2) && b.heard.has(1));
      const of = (owner: number) => rig.connections.find((one) => one.owner === owner)!.pc;
      const ways = () => [of(1), of(2)].map((pc) => /a=ice-ufrag:(\S+)/.exec(pc.localDescription!.sdp)![1]);
      const before = ways();
      // What breaks at once is not mended at once: a peer cannot keep this side busy.
      await rig.until(() => false, 1_100);
      // The one that only answers notices first, and asks.
      Object.defineProperty(of(2), "connectionState", { value: "failed", configurable: true });
      of(2).dispatchEvent(new Event("connectionstatechange"));
      Reflect.deleteProperty(of(2), "connectionState");
      const anew = await rig.until(() => ways().every((way, i) => way !== before[i]));
      const again = await rig.until(() => a.links.length + b.links.length === 4);
      const then = (await rig.received(1)).packets;
      const flows = await rig.until(async () => (await rig.received(1)).packets > then + 10);
      return { anew, again, flows, connections: rig.connections.length, links: [...a.links, ...b.links].map(({ state }) => state) };
    });
    expect(mended).toEqual({
      anew: true,
      again: true,
      flows: true,
      connections: 2,
      links: ["connected", "connected", "connected", "connected"],
    });
  });

  it("prepares at most twelve connections, and a conversation takes the room of one that is only near", async () => {
    const crowd = await page.evaluate(async () => {
      const { rig } = window;
      const room = rig.room();
      const me = await rig.join(room, 1, true);
      for (let id = 2; id <= 15; id++) await rig.join(room, id, true);
      for (let id = 2; id <= 14; id++) room.grant(1, id, "near");
      await rig.until(() => rig.connected(1) === 12, 20_000);
      const open = rig.openOf(1).length;
      room.grant(1, 15, "in");
      const heard = await rig.until(() => me.heard.has(15), 20_000);
      return { open, heard, after: rig.openOf(1).length };
    });
    expect(crowd).toEqual({ open: 12, heard: true, after: 12 });
  });
});
