import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, it } from "vitest";
import { MemoryMediaServer } from "../../../server/adapters/memory/media-server.ts";
import { systemRandom } from "../../../server/adapters/system/clock.ts";
import { installationId } from "../../../server/adapters/system/installation.ts";
import { SoundHouse } from "../../../server/commands/media-house.ts";

const HOOKS = { voice: () => undefined, seat: () => undefined, health: () => undefined };
const SEATED = { id: 1, user: "user-1", session: "session-1", role: "participant" } as const;

it("[ME100] two Kartus on one media server: each sweeps its own rooms, and never the other's", async () => {
  const media = new MemoryMediaServer();
  const folders = await mkdtemp(join(tmpdir(), "kartu-test-"));
  const start = async (name: string): Promise<SoundHouse> => {
    await mkdir(join(folders, name), { recursive: true });
    const installation = await installationId(join(folders, name), systemRandom);
    const log = pino({ level: "silent" });
    const house = new SoundHouse({ server: media, installation, random: systemRandom, log, mono: () => performance.now() });
    await house.start();
    return house;
  };
  const first = await start("first");
  const theirs = first.open("space", HOOKS);
  theirs.sit(SEATED);
  const voice = theirs.voiceOf(1) as string;
  await media.openRoom(theirs.room);
  media.enter(theirs.room, voice);

  // A restored copy of the same spaces beside it, that ends without a word and starts again.
  const second = await start("second");
  const own = second.open("space", HOOKS);
  expect(own.room).not.toBe(theirs.room);
  await media.openRoom(own.room);
  media.enter(own.room, "left-from-before");
  const again = await start("second");
  expect(again.open("space", HOOKS).room).toBe(own.room);

  expect(await media.people(own.room)).toEqual([]);
  expect(await media.people(theirs.room)).toEqual([voice]);
  for (const house of [first, second, again]) await house.close();
  await rm(folders, { recursive: true, force: true });
});

it("[ME100] a data folder keeps its id, for its owner alone to read; half a file is made anew, and no two have the same", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kartu-test-"));
  const file = join(folder, "installation.txt");
  const id = await installationId(folder, systemRandom);
  expect(await installationId(folder, systemRandom)).toBe(id);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await writeFile(file, id.slice(0, 5));
  const renewed = await installationId(folder, systemRandom);
  expect(renewed).toMatch(/^[\w-]{12}$/);
  expect(renewed).not.toBe(id);
  expect(await installationId(folder, systemRandom)).toBe(renewed);
  expect(await installationId(null, systemRandom)).not.toBe(await installationId(null, systemRandom));
  await rm(folder, { recursive: true, force: true });
});
