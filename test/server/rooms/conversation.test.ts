/** Writing as a voice, and sitting together: who is told what, on the server. */
import { afterEach, describe, expect, it } from "vitest";
import { move } from "../../../server/rooms/walking.ts";
import { TILE } from "../../../shared/domain/units.ts";
import { hall, yard } from "../../support/places.ts";
import { type RawSeat, type Seat, seated } from "../../support/raw-seat.ts";
import { type Member, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

const servers: SpaceServer[] = [];
const seats: RawSeat[] = [];
async function start(): Promise<SpaceServer> {
  const server = await startSpaceServer([hall(), yard()]);
  servers.push(server);
  return server;
}
async function sit(server: SpaceServer, who: Member | string, role?: Member["role"]): Promise<Seat> {
  const seat = await seated(server, who, role);
  seats.push(seat);
  return seat;
}
afterEach(async () => {
  for (const seat of seats.splice(0)) seat.ws.close();
  for (const server of servers.splice(0)) await server.close();
});
/** They stand there, and the server is sure of it. */
const put = async (server: SpaceServer, seat: Seat, x: number, y: number, place?: string): Promise<void> => {
  const person = server.running().people.get(seat.you) ?? expect.fail("not inside");
  const run = place === undefined ? person.run : (server.running().runs.get(place) ?? expect.fail("no such place"));
  move(server.running(), person, run, { x: x * TILE, y: y * TILE }, "gather");
  await until(
    "they are known to stand there",
    () => person.run === run && Math.abs(person.x - x * TILE) < 2 && Math.abs(person.y - y * TILE) < 2,
  );
};
const reads = (seat: Seat): string => seat.last("written")?.text ?? "";
const all = (seat: Seat): string => JSON.stringify(seat.words.filter(({ type }) => type === "written" || type === "wrote"));

describe("writing as a voice", () => {
  it("[ME80] what one types is read within 500 ms by those in one's conversation, with sound or without, and by nobody else", async () => {
    const server = await start();
    const [ana, bor, obs, far, away] = [
      await sit(server, "Ana"),
      await sit(server, "Bor"),
      await sit(server, "Obs", "observer"),
      await sit(server, "Far"),
      await sit(server, "Away"),
    ];
    await put(server, ana, 30.5, 5.5);
    await put(server, bor, 32.5, 5.5);
    await put(server, obs, 30.5, 7.5);
    await put(server, far, 36.5, 5.5);
    await put(server, away, 10.5, 5.5, "yard");
    ana.send("write", { text: "" });
    await until("Ana knows who reads", () => [bor, obs].every(({ you }) => ana.last("readers")?.people.includes(you) === true));
    const took: number[] = [];
    for (const word of ["", " I", " I would"]) {
      const began = performance.now();
      ana.send("write", { text: `Now\u202e ${word}` });
      const read = `Now${word}`;
      await until("both read it", () => reads(bor) === read && reads(obs) === read);
      took.push(performance.now() - began);
    }
    // (One of them may have met a moment in which this machine did something else.)
    expect(took.toSorted((a, b) => a - b)[1]).toBeLessThan(500);
    ana.send("wrote", { draft: "d1", text: "I would begin with the library." });
    await until("the line is finished", () => bor.last("wrote")?.text === "I would begin with the library.");
    expect(bor.last("wrote")).toMatchObject({ person: ana.you, name: "Ana", lang: "en" });
    await until("Ana has it too", () => ana.last("wrote")?.draft === "d1");
    expect([all(far), all(away)]).toEqual(["[]", "[]"]);
    // Nothing of it is a line of the place, nor kept.
    expect(server.running().runs.get("hall")?.lines).toEqual([]);
    expect(await server.store.chat(server.space, "hall", 10)).toEqual([]);
    obs.send("write", { text: "me too" });
    await until("observers read and do not write", () => obs.last("refused")?.code === "forbidden");
  });

  it("[ME81] [LM84] who comes reads from there on, who goes reads no more, and a closed field is empty for all", async () => {
    const server = await start();
    const [ana, bor, cid] = [await sit(server, "Ana"), await sit(server, "Bor"), await sit(server, "Cid")];
    await put(server, ana, 30.5, 5.5);
    await put(server, bor, 32.5, 5.5);
    await put(server, cid, 45.5, 5.5);
    ana.send("write", { text: "A secret about Cid." });
    await until("Bor reads", () => reads(bor).startsWith("A secret"));
    await put(server, cid, 31.5, 6.5);
    await until("Cid is a reader", () => ana.last("readers")?.people.includes(cid.you) === true);
    ana.send("write", { text: "A secret about Cid. Hi Cid!" });
    await until("Cid reads what is new", () => reads(cid) === "Hi Cid!");
    ana.send("wrote", { draft: "d", text: "A secret about Cid. Hi Cid!" });
    await until("the whole line for Bor", () => bor.last("wrote")?.text === "A secret about Cid. Hi Cid!");
    await until("and its end for Cid", () => cid.last("wrote")?.text === "Hi Cid!");
    expect(all(cid)).not.toContain("secret");
    // [LM84] A report quotes what was written near, as far as whoever reports could read it.
    const quoted = async (seat: Seat): Promise<string[]> => {
      seat.send("report", { person: ana.you, why: "insult", text: "" });
      await until("it is kept", () => seat.last("reported") !== undefined);
      const [kept] = (await server.running().deps.store.reports(server.space, "", 9)).filter(
        ({ reporter }) => reporter === seat.member.user,
      );
      return kept?.context?.map(({ name, text }) => `${name}: ${text}`) ?? [];
    };
    expect(await quoted(bor)).toEqual(["Ana: A secret about Cid. Hi Cid!"]);
    expect(await quoted(cid)).toEqual(["Ana: Hi Cid!"]);
    ana.send("write", { text: "next" });
    await until("Bor reads the next", () => reads(bor) === "next" && reads(cid) === "next");
    await put(server, bor, 45.5, 5.5);
    await until("Bor is gone", () => reads(bor) === "" && ana.last("readers")?.people.join() === `${cid.you}`);
    ana.send("write", { text: "next word" });
    await until("Cid reads on", () => reads(cid) === "next word");
    expect(all(bor)).not.toContain("next word");
    ana.send("write", { text: null });
    await until("the field is closed", () => reads(cid) === "");
    ana.send("write", { text: "again" });
    await until("and open", () => reads(cid) === "again");
    ana.ws.terminate();
    await until("the writer's page is gone", () => reads(cid) === "");
  });

  it("[ME82] a blocked pair, a quiet area and a meeting next door read nothing; a frozen room holds the field", async () => {
    const server = await start();
    const [tina, ana, bor, cid] = [
      await sit(server, "Tina", "trainer"),
      await sit(server, "Ana"),
      await sit(server, "Bor"),
      await sit(server, "Cid"),
    ];
    await put(server, ana, 12.5, 13.5);
    await put(server, bor, 13.5, 14.5);
    await put(server, cid, 12.5, 11.2);
    ana.send("write", { text: "" });
    await until("Bor is a reader", () => ana.last("readers")?.people.join() === `${bor.you}`);
    ana.send("write", { text: "at the table" });
    await until("Bor reads", () => reads(bor) === "at the table");
    bor.send("block", { person: ana.you, on: true });
    await until("Bor does not read any more", () => reads(bor) === "" && ana.last("readers")?.people.length === 0);
    ana.send("wrote", { draft: "1", text: "only me" });
    await until("Ana has her line", () => ana.last("wrote")?.text === "only me");
    expect(all(bor)).not.toContain("only me");
    expect(all(cid)).toBe("[]");
    await put(server, ana, 21.5, 13.5);
    await put(server, cid, 22.5, 13.5);
    ana.send("write", { text: "in the nook" });
    await until("nobody reads in quiet", () => ana.last("readers")?.people.length === 0);
    tina.send("freeze", { on: true });
    await until("frozen", () => server.running().state.frozen);
    ana.send("write", { text: "still" });
    await until("refused", () => ana.last("refused")?.code === "frozen");
    ana.send("wrote", { draft: "kept", text: "still" });
    await until("with its draft", () => ana.last("refused")?.draft === "kept");
    expect(all(cid)).toBe("[]");
  });

  it("[ME83] floods, giants and nonsense change nothing for the others", async () => {
    const server = await start();
    const [ana, bor] = [await sit(server, "Ana"), await sit(server, "Bor")];
    await put(server, ana, 30.5, 5.5);
    await put(server, bor, 32.5, 5.5);
    ana.send("write", { text: "x".repeat(501) });
    await until("too long", () => ana.last("refused")?.code === "chat_too_long");
    for (let i = 0; i < 100; i++) ana.send("write", { text: `word ${i}` });
    await until("the flood is over", () => (server.running().counts["write_rate"] ?? 0) > 50);
    expect(bor.words.filter(({ type }) => type === "written").length).toBeLessThan(40);
    for (let i = 0; i < 8; i++) ana.send("wrote", { draft: `${i}`, text: `line ${i}` });
    await until("too fast", () => ana.last("refused")?.code === "chat_too_fast" && ana.last("refused")?.draft === "7");
    expect(bor.words.filter(({ type }) => type === "wrote").length).toBeLessThanOrEqual(6);
    ana.send("write", { text: 7 });
    await until("no such message", () => ana.last("refused")?.code === "bad_request");
  });

  it("[ME84] “I write today” is a fact that others read, until one's page goes", async () => {
    const server = await start();
    const ana = await sit(server, "Ana");
    const obs = await sit(server, "Obs", "observer");
    const facts = () => server.running().state.people.get(String(ana.you));
    ana.send("iWrite", { on: true });
    await until("shown", () => facts()?.writes === true);
    obs.send("iWrite", { on: true });
    await until("not for observers", () => obs.last("refused")?.code === "forbidden");
    ana.ws.terminate();
    await until("gone", () => facts()?.writes === false);
  });
});

describe("sitting together", () => {
  const stateOf = (seat: Seat) => Object.fromEntries((seat.last("together")?.people ?? []).map(({ person, state }) => [person, state]));

  it("[ME85] one asks, the other says yes, a third joins the table; getting up ends it for oneself alone", async () => {
    const server = await start();
    const [ana, bor, cid] = [await sit(server, "Ana"), await sit(server, "Bor"), await sit(server, "Cid")];
    for (const [i, seat] of [ana, bor, cid].entries()) await put(server, seat, 30.5 + i, 5.5);
    ana.send("together", { person: bor.you, on: true });
    await until("Bor is asked", () => stateOf(bor)[ana.you] === "asks" && stateOf(ana)[bor.you] === "asked");
    bor.send("together", { person: ana.you, on: true });
    await until("they sit together", () => stateOf(bor)[ana.you] === "yes" && stateOf(ana)[bor.you] === "yes");
    cid.send("together", { person: bor.you, on: true });
    await until("Bor is asked again", () => stateOf(bor)[cid.you] === "asks");
    expect(stateOf(ana)).toEqual({ [bor.you]: "yes" });
    bor.send("together", { person: cid.you, on: true });
    await until("all three", () => stateOf(ana)[cid.you] === "yes" && stateOf(cid)[ana.you] === "yes");
    // Walking apart does not end it: the room of bricks is the same.
    await put(server, ana, 50.5, 5.5);
    ana.send("together", { person: cid.you, on: false });
    await until("Ana has got up", () => Object.keys(stateOf(ana)).length === 0);
    await until("the others sit", () => JSON.stringify(stateOf(bor)) === JSON.stringify({ [cid.you]: "yes" }));
    cid.ws.close(4000);
    await until("who leaves, leaves the table", () => Object.keys(stateOf(bor)).length === 0);
  });

  it("[ME86] refused out of conversation and between a blocked pair; a question lapses when the two part", async () => {
    const server = await start();
    const [ana, bor] = [await sit(server, "Ana"), await sit(server, "Bor")];
    await put(server, ana, 30.5, 5.5);
    await put(server, bor, 40.5, 5.5);
    ana.send("together", { person: bor.you, on: true });
    await until("too far", () => ana.last("refused")?.code === "target_gone");
    expect(bor.last("together")).toBeUndefined();
    await put(server, bor, 31.5, 5.5);
    ana.send("together", { person: bor.you, on: true });
    await until("asked", () => stateOf(bor)[ana.you] === "asks");
    await put(server, bor, 40.5, 5.5);
    await until("lapsed", () => Object.keys(stateOf(bor)).length === 0 && Object.keys(stateOf(ana)).length === 0);
    await put(server, bor, 31.5, 5.5);
    ana.send("together", { person: bor.you, on: true });
    bor.send("together", { person: ana.you, on: true });
    await until("together", () => stateOf(ana)[bor.you] === "yes");
    ana.send("block", { person: bor.you, on: true });
    await until("a block ends it", () => Object.keys(stateOf(ana)).length === 0 && Object.keys(stateOf(bor)).length === 0);
    const before = ana.words.length;
    ana.send("together", { person: bor.you, on: true });
    await until("and refuses it", () => ana.words.slice(before).some(({ type }) => type === "refused"));
    expect(Object.keys(stateOf(bor))).toEqual([]);
  });
});
