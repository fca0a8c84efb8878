/** A media server that comes up a moment after Kartu, as when a host boots: the first space waits for it, and where it came too late it is said. */
import { readFileSync } from "node:fs";
import { pino } from "pino";
import { afterEach, expect, it, vi } from "vitest";
import { call } from "../../../client/net/api.ts";
import { MemoryMediaServer } from "../../../server/adapters/memory/media-server.ts";
import { systemRandom } from "../../../server/adapters/system/clock.ts";
import { SoundHouse } from "../../../server/commands/media-house.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { hall } from "../../support/places.ts";
import { rawSeat, takeSeat } from "../../support/raw-seat.ts";
import { type Member, reserve, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** @param firstMs undefined: as long as it is */
async function begun(firstMs?: number): Promise<{ media: MemoryMediaServer; house: SoundHouse }> {
  const media = new MemoryMediaServer();
  media.reachable = false;
  const parts = { server: media, installation: "own", random: systemRandom, log: pino({ level: "silent" }), mono: () => performance.now() };
  const house = new SoundHouse(firstMs === undefined ? parts : { ...parts, firstMs });
  ends.push(() => house.close());
  await house.start();
  return { media, house };
}
async function server(house: SoundHouse): Promise<SpaceServer> {
  const started = await startSpaceServer([hall()], { sound: house });
  ends.push(() => started.close());
  return started;
}
async function way({ space }: SpaceServer, { caller }: Member): Promise<unknown> {
  const answer = await call("GET /api/spaces/:space/ice", { params: { space } }, caller);
  return answer.ok ? (answer.value.transport ?? answer.value.server) : answer.code;
}

it("[ME175] is waited for, for 8 s after the start of the process, and no longer", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "clearTimeout", "clearInterval"] });
  try {
    const { house } = await begun();
    let settled = false;
    void house.settled.then(() => (settled = true));
    await vi.advanceTimersByTimeAsync(7_999);
    expect(settled).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(settled).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

it("[ME175] the first space begins with its answer, although it came after the one who opens it", async () => {
  const { media, house } = await begun();
  const kartu = await server(house);
  const tina = await kartu.member("Tina", "trainer");
  let asked = false;
  const seat = reserve(kartu, tina).finally(() => (asked = true));
  await until("asked in vain", async () => (await way(kartu, tina)) === "away");
  expect(asked).toBe(false);
  media.reachable = true;
  const { ws } = await takeSeat(kartu, tina, await seat);
  ends.push(() => ws.close());
  expect(kartu.running().sound).not.toBeNull();
  expect(await way(kartu, tina)).toBe("livekit");
});

it("[ME175] too late: the space goes on without, and it is said that it would with it if all left for a moment", async () => {
  const { media, house } = await begun(1);
  const kartu = await server(house);
  const tina = await kartu.member("Tina", "trainer");
  const seat = await rawSeat(kartu, tina);
  expect([kartu.running().sound, await way(kartu, tina)]).toEqual([null, "away"]);
  media.reachable = true;
  await until("it is found", () => house.up);
  expect(await way(kartu, tina)).toBe("missed");
  seat.ws.close(CLOSE.LEFT);
  await until("the space is over", () => kartu.live.get(kartu.space) === undefined);
  const again = await rawSeat(kartu, tina);
  ends.push(() => again.ws.close());
  expect(await way(kartu, tina)).toBe("livekit");
});

it("[ME175] systemd starts LiveKit before Kartu where both are on the host", () => {
  const unit = readFileSync(new URL("../../../deploy/kartu.service", import.meta.url), "utf8");
  for (const key of ["After", "Wants"])
    expect(new RegExp(`^${key}=(.*)$`, "m").exec(unit)?.[1]?.split(" ")).toContain("kartu-livekit.service");
});
