/** What a blocked pair gets of each other on the wire: decoded, and as bytes, whatever its page would make of them. */
import { Protocol } from "@colyseus/core";
import { Decoder } from "@colyseus/schema";
import { afterEach, describe, expect, it } from "vitest";
import { MemorySpaceStore } from "../../../server/adapters/memory/space-store.ts";
import { sayFor } from "../../../server/rooms/talking.ts";
import { move } from "../../../server/rooms/walking.ts";
import { CHAT_KEPT } from "../../../shared/domain/chat.ts";
import { TILE } from "../../../shared/domain/units.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { SpaceState } from "../../../shared/schema/space.ts";
import { hall, yard } from "../../support/places.ts";
import { type RawSeat, type Seat, seated } from "../../support/raw-seat.ts";
import { type Member, openSession, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

let server: SpaceServer;
const seats: RawSeat[] = [];
async function sit(who: Member | string, role?: Member["role"]): Promise<Seat> {
  const seat = await seated(server, who, role);
  seats.push(seat);
  return seat;
}
afterEach(async () => {
  for (const seat of seats.splice(0)) seat.ws.close();
  await server.close();
});

/** The room's state as this page has it. */
function stateOf(seat: Seat): SpaceState {
  const state = new SpaceState();
  const decoder = new Decoder(state);
  for (const bytes of seat.raw)
    if (bytes[0] === Protocol.ROOM_STATE || bytes[0] === Protocol.ROOM_STATE_PATCH) decoder.decode(bytes, { offset: 1 });
  return state;
}
const namesOf = (seat: Seat): string[] => {
  const { people } = stateOf(seat);
  return [...people.values()].map(({ name }) => name).sort();
};
/** Which of these texts came down this socket since message number `from`. */
const found = (seat: Seat, texts: string[], from = 0): string[] =>
  texts.filter((text) => seat.raw.slice(from).some((bytes) => bytes.includes(text)));

const wears = (seat: Seat, name: string, appearance: string): void => seat.send("profile", { name, appearance, lang: "en" });

describe("a blocked pair", () => {
  it("[LM90] gets no name, looks, mark or place of each other, by no socket, whatever either does; third persons see both, and both are back once it is undone", async () => {
    server = await startSpaceServer([hall(), yard()]);
    const [tina, ana, bor, cid] = [await sit("Tina", "trainer"), await sit("Ana"), await sit("Bor"), await sit("Cid")];
    wears(ana, "Ana-before", "012340120");
    wears(bor, "Bor-before", "043210210");
    await until("each sees each", () => [ana, bor, cid].every((seat) => namesOf(seat).join() === "Ana-before,Bor-before,Cid,Tina"));
    const facts = (seat: Seat) => server.running().state.people.get(String(seat.you)) ?? expect.fail("not inside");
    const ofAna = ["Ana-before", "Ana-later", "Ana-again", "012340120", "111110111", facts(ana).mark, "yard"];
    const ofBor = ["Bor-before", "Bor-later", "043210210", facts(bor).mark];

    ana.send("block", { person: bor.you, on: true });
    await until("they are out of each other's list", () => namesOf(bor).length === 3 && namesOf(ana).length === 3);
    const [a, b] = [ana.raw.length, bor.raw.length];
    expect([namesOf(ana), namesOf(bor)]).toEqual([
      ["Ana-before", "Cid", "Tina"],
      ["Bor-before", "Cid", "Tina"],
    ]);

    // Whatever changes of either, everybody else is told, and not the other.
    wears(ana, "Ana-later", "111110111");
    wears(bor, "Bor-later", "043210210");
    ana.send("media", { mic: "on", canHear: true });
    ana.send("iWrite", { on: true });
    ana.send("hand", { up: true });
    tina.send("role", { person: ana.you, role: "observer" });
    const person = server.running().people.get(ana.you) ?? expect.fail("not inside");
    const there = server.running().runs.get("yard") ?? expect.fail("no yard");
    move(server.running(), person, there, { x: 5 * TILE, y: 5 * TILE }, "gather");
    await until("Cid reads all of it", () => {
      const { people } = stateOf(cid);
      const seen = people.get(String(ana.you));
      return seen?.name === "Ana-later" && seen.place === "yard" && seen.role === "observer" && namesOf(cid).includes("Bor-later");
    });
    wears(cid, "Cid-later", "000000000");
    await until("both have read what came after", () => namesOf(ana).includes("Cid-later") && namesOf(bor).includes("Cid-later"));
    expect([found(bor, ofAna, b), found(ana, ofBor, a)]).toEqual([[], []]);

    // The other comes back on another connection, and as somebody new in the list; and so does one oneself.
    ana.ws.terminate();
    const ana2 = await sit(ana.member);
    ana2.ws.close(CLOSE.LEFT);
    await until("Ana left", () => server.running().people.size === 3);
    const ana3 = await sit(ana.member);
    wears(ana3, "Ana-again", "012340120");
    await until("Cid reads it", () => namesOf(cid).includes("Ana-again"));
    bor.ws.terminate();
    const bor2 = await sit(bor.member);
    tina.send("role", { person: ana3.you, role: "participant" });
    wears(cid, "Cid-last", "000000000");
    await until("all have read what came after", () => [ana3, bor2].every((seat) => namesOf(seat).includes("Cid-last")));
    expect([found(bor, ofAna, b), found(bor2, ofAna), found(ana2, ofBor), found(ana3, ofBor)]).toEqual([[], [], [], []]);
    expect([namesOf(ana3), namesOf(bor2), namesOf(cid)]).toEqual([
      ["Ana-again", "Cid-last", "Tina"],
      ["Bor-later", "Cid-last", "Tina"],
      ["Ana-again", "Bor-later", "Cid-last", "Tina"],
    ]);

    ana3.send("block", { person: bor2.you, on: false });
    await until("they see each other again", () => namesOf(ana3).includes("Bor-later") && namesOf(bor2).includes("Ana-again"));
  });

  it("[LM90] goes and comes back on each other's page without a word", async () => {
    server = await startSpaceServer([hall(), yard()]);
    const [ana, bor] = [await sit("Ana"), await server.member("Bor")];
    const { session, stores } = await openSession(server, bor, [hall(), yard()]);
    const sees = () =>
      Object.values(stores.$people.get())
        .map(({ name }) => name)
        .sort()
        .join();
    const events = () => stores.$events.get().map(({ kind }) => kind);
    await until("Bor sees Ana", () => sees() === "Ana,Bor" && stores.$you.get() !== null);
    const you = stores.$you.get() ?? expect.fail("not inside");
    const before = events();
    ana.send("block", { person: you, on: true });
    await until("Ana is gone", () => sees() === "Bor" && stores.leading.$unseen.get().length === 1);
    await until(
      "from the state, too",
      () => server.running().people.get(you)?.hidden?.has(ana.you) === true && namesOf(ana).join() === "Ana",
    );
    ana.send("block", { person: you, on: false });
    await until("and is back", () => sees() === "Ana,Bor" && stores.leading.$unseen.get().length === 0);
    expect(events()).toEqual(before);
    session.leave();
  });

  it("[LM44] takes with it what they wrote and said, wherever the page has kept it", async () => {
    server = await startSpaceServer([hall(), yard()]);
    const [ana, bor] = [await sit("Ana"), await server.member("Bor")];
    const { session, stores } = await openSession(server, bor, [hall(), yard()]);
    const { $nearLines, $written } = stores.writing;
    await until("Bor is inside", () => stores.$you.get() !== null);
    const [one, two] = [ana.you, stores.$you.get() ?? -1].map((id) => server!.running().people.get(id) ?? expect.fail("not inside"));
    for (const [person, column] of [
      [one, 30],
      [two, 31],
    ] as const)
      move(server.running(), person!, person!.run, { x: column * TILE, y: 5.5 * TILE }, "walk");
    await until("they are together", () => one!.run.audience.together(one!, two!, false));
    ana.send("chat", { draft: "1", text: "a line of Ana" });
    ana.send("wrote", { draft: "2", text: "a voice of Ana" });
    await until("it is read", () => $nearLines.get().length === 1 && stores.$chat.get().length === 1);
    ana.send("write", { text: "and what she is typ" });
    await until("so is what she types", () => $written.get()[ana.you] !== undefined);
    const told = () => stores.$events.get().flatMap((event) => ("text" in event ? [event.text] : []));
    expect(told().sort()).toEqual(["a line of Ana", "a voice of Ana"]);
    ana.send("block", { person: two!.id, on: true });
    await until("Ana is gone", () => stores.leading.$unseen.get().length === 1);
    expect([$nearLines.get(), $written.get(), stores.$chat.get()]).toEqual([[], {}, []]);
    expect(told()).toEqual([]);
    session.leave();
  });

  it("[LM90] who comes to lead is seen, and hidden again when they lead no more", async () => {
    server = await startSpaceServer([hall(), yard()]);
    const [tina, ana, bor] = [await sit("Tina", "trainer"), await sit("Ana"), await sit("Bor")];
    ana.send("block", { person: bor.you, on: true });
    await until("apart", () => namesOf(ana).join() === "Ana,Tina" && namesOf(bor).join() === "Bor,Tina");
    tina.send("role", { person: bor.you, role: "cotrainer" });
    await until("Bor leads", () => namesOf(ana).join() === "Ana,Bor,Tina" && namesOf(bor).join() === "Ana,Bor,Tina");
    tina.send("role", { person: bor.you, role: "participant" });
    await until("and leads no more", () => namesOf(ana).join() === "Ana,Tina" && namesOf(bor).join() === "Bor,Tina");
  });

  it("[LM44] [LM90] does not read the oldest line of a place either, also where a line behind it could not be written", async () => {
    class Failing extends MemorySpaceStore {
      override async appendChat(...line: Parameters<MemorySpaceStore["appendChat"]>): Promise<void> {
        if (line[2].text === "lost") throw new Error("no room on this disk");
        return super.appendChat(...line);
      }
    }
    server = await startSpaceServer([hall(), yard()], { store: new Failing() });
    const [ana, bor, cid] = [await sit("Ana"), await sit("Bor"), await sit("Cid")];
    const { run } = server.running().people.get(ana.you) ?? expect.fail("not inside");
    const says = ({ member: { user, name } }: Seat, text: string): void =>
      sayFor(server.running(), run, { user, name, text, lang: "en", draft: text });
    says(bor, "oldest of Bor");
    says(cid, "lost");
    for (let i = 1; i < CHAT_KEPT; i++) says(cid, `line ${i}`);
    await until("all are kept", () => run.lines.length === CHAT_KEPT && run.lines.at(-1)?.text === `line ${CHAT_KEPT - 1}`);
    expect(run.lines[0]?.text).toBe("oldest of Bor");
    ana.send("block", { person: bor.you, on: true });
    await until("Ana is told", () => ana.last("unseen") !== undefined);
    expect(ana.last("unseen")?.chat.map(({ text }) => text)).toEqual(run.lines.slice(1).map(({ text }) => text));
    // Authors are forgotten with their lines.
    says(cid, "one more");
    await until("it is kept", () => run.lines.at(-1)?.text === "one more");
    expect([...run.authors.keys()]).toEqual(run.lines.map(({ seq }) => seq));
  });
});
