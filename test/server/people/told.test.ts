/** A message to all and a warning reach whoever was away for a moment, once. */
import { afterEach, describe, expect, it } from "vitest";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { hall } from "../../support/places.ts";
import { type RawSeat, type Seat, seated } from "../../support/raw-seat.ts";
import { type Member, openSession, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

/** `skipped` ms have gone by at once. */
const off = { skipped: 0 };
const clock = { now: () => Date.now() + off.skipped, mono: () => performance.now() + off.skipped };

let server: SpaceServer;
const seats: RawSeat[] = [];
const start = async (): Promise<void> => void (server = await startSpaceServer([hall()], { clock }));
async function sit(who: Member | string, role?: Member["role"]): Promise<Seat> {
  const seat = await seated(server, who, role);
  seats.push(seat);
  return seat;
}
afterEach(async () => {
  off.skipped = 0;
  for (const seat of seats.splice(0)) seat.ws.close();
  await server.close();
});

const texts = ({ words }: Seat): string[] => words.flatMap((word) => (word.type === "announced" ? [word.message.text] : []));
/** Everything that was sent to them before has come. */
const settled = async (seat: Seat): Promise<void> => {
  const before = seat.words.length;
  seat.send("timer", { do: "pause" });
  await until("an answer", () => seat.words.slice(before).some(({ type }) => type === "refused"));
};
async function lose(seat: Seat): Promise<void> {
  seat.ws.terminate();
  await until("the link is lost", () => server.running().people.get(seat.you)?.link === null);
}
/** Said, and answered to whoever said it. */
async function announce(by: Seat, text: string): Promise<void> {
  const before = by.words.length;
  by.send("announce", { text });
  await until("it was said", () => by.words.slice(before).some(({ type }) => type === "announcedTo"));
}

describe("what is told to all, or to one", () => {
  it("[LM112] a message to all comes to whoever was away, in order and once; who said it reads how many have it and how many are away", async () => {
    await start();
    const [tina, ana, bor] = [await sit("Tina", "trainer"), await sit("Ana"), await sit("Bor")];
    await announce(tina, "one");
    expect(tina.last("announcedTo")).toEqual({ people: 2, away: 0 });
    await until("Ana has it", () => texts(ana).includes("one"));
    ana.send("have", { seq: ana.last("announced")?.seq });
    await lose(ana);
    await announce(tina, "two");
    await announce(tina, "three");
    expect(tina.last("announcedTo")).toEqual({ people: 1, away: 1 });
    expect(bor.last("announcedTo")).toBe(undefined);
    const back = await sit(ana.member);
    await until("Ana reads both", () => texts(back).length >= 2);
    back.send("have", { seq: back.last("announced")?.seq });
    await settled(back);
    expect(texts(back)).toEqual(["two", "three"]);
    expect(back.last("announced")).toMatchObject({ by: tina.you, name: "Tina" });
    // Away for longer than the room waits for anybody, and back again.
    back.ws.close(CLOSE.LEFT);
    await until("Ana has left", () => !server.running().people.has(back.you));
    await announce(tina, "four");
    const again = await sit(ana.member);
    await until("Ana reads what is new", () => texts(again).length > 0);
    await settled(again);
    expect(texts(again)).toEqual(["four"]);
  });

  it("[LM112] what a dead link took without a word is sent again, under the same number; a role that changes sends nothing that one has", async () => {
    await start();
    const [tina, ana] = [await sit("Tina", "trainer"), await sit("Ana")];
    // Her page never says that it has it: it does not.
    await announce(tina, "one");
    await until("it went out", () => texts(ana).length === 1);
    const seq = ana.last("announced")?.seq;
    await lose(ana);
    const back = await sit(ana.member);
    await until("it comes again", () => back.last("announced")?.seq === seq);
    back.send("have", { seq });
    await settled(back);
    tina.send("role", { person: back.you, role: "cotrainer" });
    await until("Ana is a co-trainer", () => back.last("role")?.role === "cotrainer");
    await settled(back);
    expect(texts(back)).toEqual(["one"]);
  });

  it("[LM112] nothing of before one first came, of while one was put out, of over half an hour ago, nor more than ten", async () => {
    await start();
    const [tina, ana, bor] = [await sit("Tina", "trainer"), await sit("Ana"), await sit("Bor")];
    await announce(tina, "early");
    const late = await sit("Late");
    await settled(late);
    expect(texts(late)).toEqual([]);
    await until("Ana has it", () => texts(ana).length === 1);
    ana.send("have", { seq: ana.last("announced")?.seq });
    await settled(ana);
    tina.send("eject", { person: bor.you, minutes: 1 });
    await until("Bor is out", () => !server.running().people.has(bor.you));
    await lose(ana);
    await announce(tina, "old");
    off.skipped += 20 * 60_000;
    await announce(tina, "newer");
    off.skipped += 11 * 60_000;
    const back = await sit(ana.member);
    await until("Ana reads what is not old", () => texts(back).length > 0);
    await settled(back);
    expect(texts(back)).toEqual(["newer"]);
    const bor2 = await sit(bor.member);
    await settled(bor2);
    expect(texts(bor2)).toEqual([]);
    back.send("have", { seq: back.last("announced")?.seq });
    await settled(back);
    await lose(back);
    for (let i = 1; i <= 12; i++) {
      off.skipped += 10_000;
      await announce(tina, `${i}`);
    }
    const last = await sit(ana.member);
    await until("Ana reads the last ten", () => texts(last).includes("12"));
    expect(texts(last)).toEqual(["3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]);
  });

  it("[LM112] a warning waits for whoever was away, the last one, until their page has it", async () => {
    await start();
    const [tina, ana, bor] = [await sit("Tina", "trainer"), await sit("Ana"), await sit("Bor")];
    await lose(ana);
    tina.send("warn", { person: ana.you, why: "noise" });
    tina.send("warn", { person: ana.you, why: "words" });
    await announce(tina, "and to all");
    off.skipped = 60 * 60_000;
    const back = await sit(ana.member);
    await until("Ana is warned", () => back.last("warned") !== undefined);
    await settled(back);
    expect(back.words.flatMap((word) => (word.type === "warned" ? [word.message.why] : []))).toEqual(["words"]);
    expect(back.last("warned")?.by).toBe(tina.you);
    back.send("have", { seq: back.last("warned")?.seq });
    await settled(back);
    await lose(back);
    const again = await sit(ana.member);
    await settled(again);
    expect(again.last("warned")).toBe(undefined);
    expect(bor.last("warned")).toBe(undefined);
  });

  it("[LM44] [LM112] what somebody said who leads no more does not come to whom a block hides them from", async () => {
    await start();
    const [tina, cole, ana] = [await sit("Tina", "trainer"), await sit("Cole", "cotrainer"), await sit("Ana")];
    await lose(ana);
    await announce(cole, "from Cole");
    await announce(tina, "from Tina");
    tina.send("role", { person: cole.you, role: "participant" });
    await until("Cole leads no more", () => cole.last("role")?.role === "participant");
    cole.send("block", { person: ana.you, on: true });
    await until("Cole has blocked Ana", () => cole.last("blocks")?.people.includes(ana.you));
    const back = await sit(ana.member);
    await until("Ana reads Tina", () => texts(back).length > 0);
    await settled(back);
    expect(texts(back)).toEqual(["from Tina"]);
  });

  it("[LM112] a page says what it has, and shows the same message or warning once", async () => {
    await start();
    const tina = await sit("Tina", "trainer");
    const ana = await server.member("Ana");
    const { session, stores, sockets } = await openSession(server, ana, [hall()]);
    const { $announcements, $warned } = stores.leading;
    await until("welcomed", () => stores.$you.get() !== null);
    const you = stores.$you.get() ?? 0;
    await announce(tina, "one");
    tina.send("warn", { person: you, why: "noise" });
    await until("Ana reads both", () => $announcements.get().length === 1 && $warned.get()?.why === "noise");
    const first = $warned.get();
    const warned = server.running().people.get(you)?.link;
    const { n: _, ...message } = $announcements.get()[0] ?? expect.fail("none");
    warned?.send("announced", message);
    warned?.send("announced", { ...message, text: "two", seq: message.seq + 5 });
    await until("the next one came", () => $announcements.get().some(({ text }) => text === "two"));
    expect($announcements.get().map(({ text }) => text)).toEqual(["one", "two"]);
    sockets.at(-1)?.close();
    await until("Ana is back", () => sockets.length === 2 && stores.$connection.get().state === "joined");
    tina.send("warn", { person: you, why: "words" });
    await until("Ana is warned again", () => $warned.get()?.why === "words");
    // What one has put away puts nothing away that comes later, over each connection.
    expect($warned.get()?.n).toBeGreaterThan(first?.n ?? 0);
    expect($announcements.get().map(({ text }) => text)).toEqual(["one", "two"]);
    expect(stores.$events.get().filter(({ kind }) => kind === "warned" || kind === "announced").length).toBe(4);
    session.leave();
  });
});
