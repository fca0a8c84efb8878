/** A dozen people come back from their groups, through a real LiveKit: everyone has sound again. */
import { afterAll, beforeAll, describe, it } from "vitest";
import { type LiveKitServer, noLiveKit, startLiveKit } from "../support/livekit.ts";
import { type RtcPeople, type RtcPerson, rtcPeople } from "../support/rtc-people.ts";
import { newInvite, newSpace, ownerSession, type SpawnedServer, spawnServer } from "../support/server.ts";
import { until, watch } from "../support/until.ts";

/** Meeting areas of the house and the garden. */
const GROUPS = ["corner", "picnic", "fire"];
const IN_A_GROUP = 4;
/** On the meadow of the garden, where people hear each other by nearness alone. */
const MEADOW = { x: 464, y: 368 };
/** Of a fifth of a second of a voice; the noise of a decoder that has nothing to decode is far below. */
const AUDIBLE = 1e-3;
/** Nobody waits longer for sound than this. */
const HEARD_MS = 10_000;

/** How many different voices each of them hears just now. */
async function voices(people: readonly RtcPerson[]): Promise<number[]> {
  const before = await Promise.all(people.map((person) => person.energies()));
  await watch(200);
  const after = await Promise.all(people.map((person) => person.energies()));
  return after.map((now, i) => [...now].filter(([ssrc, energy]) => energy - (before[i]?.get(ssrc) ?? 0) > AUDIBLE).length);
}

/** Those speak, nobody else, until everyone hears each of them whom the server lets them hear, and nobody else. */
async function allHear(what: string, people: readonly RtcPerson[], speakers: readonly RtcPerson[]): Promise<void> {
  for (const one of speakers) one.speak(true);
  await until(
    what,
    async () => {
      const heard = await voices(people);
      const permitted = people.map((one) => speakers.filter(({ id }) => one.granted().includes(id)).length);
      if (heard.every((n, i) => n === permitted[i])) return true;
      throw new Error(JSON.stringify({ heard, permitted }));
    },
    HEARD_MS,
  );
  for (const one of speakers) one.speak(false);
}

describe.skipIf(noLiveKit)("coming back from groups", () => {
  let livekit: LiveKitServer;
  let server: SpawnedServer;
  let people: RtcPeople;
  let trainer: RtcPerson;
  const all: RtcPerson[] = [];

  beforeAll(async () => {
    livekit = await startLiveKit();
    const { url, key, secret } = livekit.config;
    // In a process of its own: a dozen of LiveKit's clients keep this one busy.
    server = await spawnServer({ env: { LIVEKIT_URL: url, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } });
    const owner = await ownerSession(server);
    const { id: space } = await newSpace(owner);
    people = await rtcPeople(server.url);
    trainer = await people.enter("Some trainer", await newInvite(owner, space, "trainer"), true);
    trainer.bot.session.walkTo({ kind: "area", area: "stage" });
    const code = await newInvite(owner, space);
    // One of each group has a microphone: what a dozen voices cost a dozen clients is the business of a bench.
    for (let i = 0; i < GROUPS.length * IN_A_GROUP; i++) {
      const one = await people.enter(`Guest ${i}`, code, i < GROUPS.length);
      one.bot.session.walkTo({ kind: "area", area: GROUPS[i % GROUPS.length]! });
      all.push(one);
    }
  });
  afterAll(async () => {
    await people?.close();
    await server?.close();
    await livekit?.close();
  });

  it("[ME151] a dozen come back from groups of four: within seconds everyone hears who called them, and who spoke in the groups", async () => {
    const speakers = all.slice(0, GROUPS.length);
    const inGroup = (one: RtcPerson, i: number): boolean => i < GROUPS.length || one.granted().includes(all[i % GROUPS.length]!.id);
    await until("each is in their group", () => all.every(inGroup), 60_000);
    await allHear("each group hears its speaker, and no other", all, speakers);

    const { session } = trainer.bot;
    session.walkTo({ kind: "point", ...MEADOW });
    const there = () => Math.hypot(session.movers.self().x - MEADOW.x, session.movers.self().y - MEADOW.y) < 16;
    await until("the trainer stands on the meadow", there, 20_000);
    const from = performance.now();
    session.lead("gather", { area: null });
    await until("they are back", () => all.every((one) => one.granted().includes(trainer.id)));
    const back = performance.now() - from;
    await allHear("everyone hears who called them", all, [trainer]);
    const called = performance.now() - from;
    await allHear("everyone hears those in reach", all, [trainer, ...speakers]);
    console.log(`back from groups after ${Math.round(back)} ms; who called is heard by all after ${Math.round(called)} ms`);
  });
});
