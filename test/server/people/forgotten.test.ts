/** What a page has kept of somebody goes with the block, under whatever name and number it was said: real sockets, the client's own net and stores. */
import { afterEach, expect, it } from "vitest";
import { move } from "../../../server/rooms/walking.ts";
import { TILE } from "../../../shared/domain/units.ts";
import { hall, yard } from "../../support/places.ts";
import { type RawSeat, type Seat, seated } from "../../support/raw-seat.ts";
import { type Inside, type Member, openSession, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

const PLACES = [hall(), yard()];
let server: SpaceServer;
const seats: RawSeat[] = [];
const pages: Inside[] = [];
afterEach(async () => {
  for (const { session } of pages.splice(0)) session.leave();
  for (const seat of seats.splice(0)) seat.ws.close();
  await server.close();
});
async function sit(who: Member | string, role?: Member["role"]): Promise<Seat> {
  const seat = await seated(server, who, role);
  seats.push(seat);
  return seat;
}
async function open(name: string): Promise<Inside & { member: Member; you: number }> {
  const member = await server.member(name);
  const page = await openSession(server, member, PLACES);
  pages.push(page);
  await until("inside", () => page.stores.$you.get() !== null);
  return { ...page, member, you: page.stores.$you.get() ?? -1 };
}
const person = (id: number) => server.running().people.get(id) ?? expect.fail("not inside");
/** All stand beside each other and read what is written to those near. */
async function together(...ids: number[]): Promise<void> {
  const people = ids.map(person);
  for (const [i, one] of people.entries()) move(server.running(), one, one.run, { x: (30 + i) * TILE, y: 5.5 * TILE }, "walk");
  const [first, ...others] = people;
  await until("together", () => others.every((one) => first!.run.audience.together(one, first!, false)));
}
const kept = ({ stores }: Inside): string =>
  JSON.stringify([stores.$events.get(), stores.writing.$nearLines.get(), stores.$chat.get(), stores.leading.$announcements.get()]);

it("[LM44] under another name and number than now", async () => {
  server = await startSpaceServer(PLACES);
  const [bor, tina, ana] = [await sit("Bor"), await sit("Tina", "trainer"), await open("Ana")];
  await together(ana.you, bor.you);
  bor.send("chat", { draft: "1", text: "an insult" });
  bor.send("wrote", { draft: "2", text: "another" });
  await until("Ana has read both", () => /an insult/.test(kept(ana)) && /another/.test(kept(ana)));
  const first = person(bor.you);
  server.running().left(first, first.link!);
  await until("he has left", () => ana.stores.$people.get()[bor.you] === undefined);
  const back = await sit(bor.member);
  server.running().profileChanged(bor.member.user, { name: "Rob", appearance: "000000000", lang: "en" });
  await until("he is back as Rob", () => ana.stores.$people.get()[back.you]?.name === "Rob");
  tina.send("stage", { person: back.you });
  await until("it is his turn", () => ana.stores.leading.$session.get().stage === back.you);
  ana.session.lead("block", { person: back.you, on: true });
  await until("he is hidden", () => ana.stores.leading.$unseen.get().includes(back.you));
  expect(kept(ana)).not.toMatch(/Bor|Rob|an insult|another/);
  expect(ana.stores.leading.$session.get().stage).toBe(0);
  expect(tina.words.length).toBeGreaterThan(0);
});

it("[LM44] also on the page of somebody who was away at the block, and by the time they are back the other has left", async () => {
  server = await startSpaceServer(PLACES);
  const [ana, bor] = [await sit("Ana"), await open("Bor")];
  await together(bor.you, ana.you);
  ana.send("chat", { draft: "1", text: "a line" });
  ana.send("wrote", { draft: "2", text: "a voice" });
  await until("Bor has read both", () => /a line/.test(kept(bor)) && /a voice/.test(kept(bor)));
  bor.sockets[0]!.close();
  ana.send("block", { person: bor.you, on: true });
  await until("hidden", () => person(bor.you).hidden?.has(ana.you) === true);
  const gone = person(ana.you);
  server.running().left(gone, gone.link!);
  await until("Bor is back, and nothing is left of her", () => bor.sockets.length >= 2 && !/Ana|a line|a voice/.test(kept(bor)));
});

it("[LM44] where the other is not inside at the block", async () => {
  server = await startSpaceServer(PLACES);
  const [bor, ana] = [await sit("Bor"), await open("Ana")];
  bor.send("chat", { draft: "1", text: "a line of Bor" });
  await until("Ana has read it", () => ana.stores.$chat.get().length === 1);
  const gone = person(bor.you);
  server.running().left(gone, gone.link!);
  await until("he has left", () => ana.stores.$people.get()[bor.you] === undefined);
  // As from the settings, or in another space.
  server.live.blockChanged(ana.member.user, bor.member.user, true);
  await until("his line has gone", () => ana.stores.$chat.get().length === 0);
  expect(kept(ana)).not.toMatch(/Bor/);
  server.live.blockChanged(ana.member.user, bor.member.user, false);
  await until("it is back", () => ana.stores.$chat.get().length === 1);
});

it("[LM107] without a connection nothing that one does on purpose is said to be done: it is refused on the spot", async () => {
  server = await startSpaceServer(PLACES);
  const [bor, ana] = [await sit("Bor"), await open("Ana")];
  await until("Ana sees Bor", () => ana.stores.$people.get()[bor.you] !== undefined);
  ana.sockets[0]!.close();
  await until("the connection is gone", () => ana.stores.$connection.get().state === "reconnecting");
  expect(ana.session.lead("block", { person: bor.you, on: true })).toBe(false);
  expect(ana.session.eject(bor.you, 5)).toBe(false);
  expect(ana.stores.leading.$refused.get()).toMatchObject({ of: "eject", code: "not_sent" });
  expect(ana.stores.$events.get().filter(({ kind }) => kind === "refused")).toMatchObject([{ code: "not_sent" }, { code: "not_sent" }]);
  await until("Ana is back, and it is taken", () => ana.session.lead("block", { person: bor.you, on: true }));
  await until("it is done", () => ana.stores.leading.$blocked.get().includes(bor.you));
});
