/** Who may be lost: facts for those on duty. */
import { afterEach, expect, it } from "vitest";
import { Concerns } from "../../../server/rooms/leading/concerns.ts";
import type { RunningSpace } from "../../../server/rooms/running-space.ts";
import type { Concern } from "../../../shared/protocol/leading.ts";
import { hall } from "../../support/places.ts";
import { type RawSeat, type Seat, seated } from "../../support/raw-seat.ts";
import { type Member, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

const servers: SpaceServer[] = [];
const seats: RawSeat[] = [];
async function sit(server: SpaceServer, who: Member | string, role?: Member["role"]): Promise<Seat> {
  const seat = await seated(server, who, role);
  seats.push(seat);
  return seat;
}
afterEach(async () => {
  for (const seat of seats.splice(0)) seat.ws.close();
  for (const server of servers.splice(0)) await server.close();
});

it("[LM22] those on duty read who may be lost, as facts, until it is over; participants read nothing of it", async () => {
  let gone = 0;
  const server = await startSpaceServer([hall()], { clock: { now: () => Date.now() + gone, mono: () => performance.now() + gone } });
  servers.push(server);
  const [tina, ana, bor] = [await sit(server, "Tina", "trainer"), await sit(server, "Ana"), await sit(server, "Bor")];
  const about = (name: string) => tina.last("concerns")?.people.find((one) => one.name === name);
  for (const seat of [ana, bor]) seat.send("media", { mic: "off", canHear: true });
  ana.send("condition", { hidden: true, mic: "denied", unheard: true });
  await until("the blocked microphone is a fact", () => about("Ana")?.mic === "denied");
  expect(about("Ana")).toMatchObject({ person: ana.you, hiddenSince: null, sound: "unheard", droppedAt: null });
  // Whoever looks something up for a moment is not lost: a minute later they may be.
  const began = Date.now();
  gone = 61_000;
  await until("a page hidden for a minute is a fact", () => about("Ana")?.hiddenSince !== null);
  expect(Math.abs((about("Ana")?.hiddenSince ?? 0) - began)).toBeLessThan(5_000);
  ana.send("condition", { hidden: false, mic: null, unheard: false });
  await until("it is over", () => about("Ana") === undefined);

  bor.ws.terminate();
  await until("Bor dropped", () => (about("Bor")?.droppedAt ?? 0) > began - 1_000);
  const cole = await sit(server, "Cole", "cotrainer");
  expect(cole.last("concerns")?.people[0]?.name).toBe("Bor");
  await sit(server, bor.member);
  await until("he is back", () => about("Bor") === undefined);

  ana.send("condition", { hidden: false, mic: "loud", unheard: false });
  await until("nonsense is refused", () => ana.last("refused")?.code === "bad_request");
  expect([ana, bor].some((seat) => seat.words.some(({ type }) => type === "concerns"))).toBe(false);
});

it("[LM80] who lost their page and came in anew under their name is not missing; a namesake who was there all along does not stand for them", () => {
  const one = (id: number, user: string, name: string, gone = false) => ({
    id,
    user,
    name,
    role: "participant",
    others: [],
    hears: true,
    droppedAt: gone ? 0 : null,
    link: gone ? null : { send: () => undefined },
  });
  const lists: Concern[][] = [];
  const tina = {
    ...one(1, "tina", "Tina"),
    role: "trainer",
    link: { send: (_: string, { people: list }: { people: Concern[] }) => lists.push(list) },
  };
  let people = [tina, one(2, "bor", "Bor", true), one(3, "other", "Bor"), one(4, "ana", "Ana", true)];
  const space = {
    deps: { clock: { now: () => 1_000_000 } },
    people: { values: () => people.values() },
    personOf: (user: string) => people.find((person) => person.user === user),
    stateOf: () => undefined,
  };
  const concerns = new Concerns(space as unknown as RunningSpace);
  const names = (): (string | undefined)[] | undefined => lists.at(-1)?.map(({ name }) => name);
  concerns.tick(1_000);
  people = [tina, one(3, "other", "Bor"), one(5, "again", "Ana")];
  concerns.tick(40_000);
  expect(names()).toEqual(["Bor"]);
  people = [tina, one(3, "other", "Bor"), one(5, "again", "Ana"), one(6, "third", "Bor")];
  concerns.tick(50_000);
  expect(names()).toEqual([]);
});

it("[LM105] those on duty read whose name looks like that of somebody who leads, also where they had it first, and until it does no more", async () => {
  const server = await startSpaceServer([hall()]);
  servers.push(server);
  const guest = await sit(server, "Tіna");
  const bor = await sit(server, "Bor");
  const cole = await sit(server, "Cole", "cotrainer");
  const tina = await sit(server, "Tina", "trainer");
  const alike = () => Object.fromEntries((tina.last("concerns")?.people ?? []).map(({ name, like }) => [name, like]));
  await until("Tina reads who is called like her", () => alike()["Tіna"] === "Tina");
  expect(cole.last("concerns")?.people).toEqual(tina.last("concerns")?.people);
  // Two who lead may be called so. Somebody who begins to lead, or is called otherwise now, has namesakes as well.
  const second = await sit(server, "B0r");
  expect(alike()).toEqual({ Tіna: "Tina" });
  tina.send("role", { person: second.you, role: "cotrainer" });
  await until("Bor is like B0r", () => alike()["Bor"] === "B0r");
  guest.send("profile", { name: "Tinkara", appearance: "000000000", lang: "sl" });
  second.send("profile", { name: "Beti", appearance: "000000000", lang: "sl" });
  await until("nobody is like anybody", () => Object.keys(alike()).length === 0);
  expect([guest, bor].some((seat) => seat.words.some(({ type }) => type === "concerns"))).toBe(false);
});
