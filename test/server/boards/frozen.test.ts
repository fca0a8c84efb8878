/** A frozen room at its boards: nothing is taken of those who do not lead, and nothing of theirs is lost. */
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Person } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { rectangle } from "./harness.ts";
import { BoardHouse, type Seat, workOf } from "./house.ts";

let house: BoardHouse;
let owner: Person;
let ana: Person;
let bor: Person;
let lead: Seat;
beforeEach(async () => {
  house = await BoardHouse.open();
  owner = house.owner;
  [ana, bor] = [await house.guest("Ana"), await house.guest("Bor")];
  lead = await house.sit(owner);
  for (const who of [ana, bor]) await house.sit(who);
});
afterEach(() => house.close());

const freeze = async (on: boolean): Promise<void> => {
  lead.send("freeze", { on });
  await until(`frozen: ${on}`, () => house.running?.state.frozen === on);
};

it("[BD31] nothing is taken of those who do not lead, whatever they send; those who lead go on", async () => {
  const [tina, page, hostile] = [house.stock(owner), house.page(ana), house.stock(bor)];
  await until("all are at the board", () => tina.provider.synced && workOf(page) === "saved" && hostile.provider.synced);
  const cursor = (): unknown => tina.provider.awareness.getStates().get(hostile.doc.clientID)?.["pointer"];
  hostile.provider.awareness.setLocalStateField("pointer", { x: 1, y: 1 });
  await until("Bor's cursor is seen", () => JSON.stringify(cursor()) === '{"x":1,"y":1}');
  await freeze(true);
  page.elements.set("underway", rectangle("underway"));
  hostile.elements.set("hostile", rectangle("hostile"));
  hostile.provider.awareness.setLocalStateField("pointer", { x: 9, y: 9 });
  await until("Ana reads that it is frozen, and that her work is kept", () => page.frozen.get() && workOf(page) === "held");
  tina.elements.set("led", rectangle("led"));
  tina.provider.awareness.setLocalStateField("pointer", { x: 5, y: 5 });
  await until("what the trainer draws is seen", () => page.elements.has("led") && hostile.elements.has("led"));
  await until("and where they point", () => hostile.provider.awareness.getStates().get(tina.doc.clientID)?.["pointer"]?.x === 5);
  expect([...tina.elements.keys()]).toEqual(["led"]);
  // They are still there, where they were.
  expect(cursor()).toEqual({ x: 1, y: 1 });

  await freeze(false);
  await until("all of it comes, and is saved", () => tina.elements.size === 3 && workOf(page) === "saved");
  expect(page.frozen.get()).toBe(false);
  hostile.provider.awareness.setLocalStateField("pointer", { x: 3, y: 3 });
  await until("cursors go on", () => JSON.stringify(cursor()) === '{"x":3,"y":3}');
});

it("[BD31] who comes to a board of a frozen room reads it, and what they bring along waits", async () => {
  const tina = house.stock(owner);
  await until("the trainer is there", () => tina.provider.synced);
  tina.elements.set("before", rectangle("before"));
  await freeze(true);
  const page = house.page(ana);
  // Made on the way, as what an earlier page left behind.
  page.elements.set("brought", rectangle("brought"));
  await until("it is read", () => page.elements.has("before") && page.frozen.get());
  await until("what she brought is kept", () => workOf(page) === "held");
  const reader = house.page(bor);
  await until("whoever brings nothing has nothing to wait for", () => reader.frozen.get() && workOf(reader) === "saved");
  await freeze(false);
  await freeze(true);
  await freeze(false);
  await until("it comes", () => tina.elements.has("brought") && reader.elements.has("brought"));
  await until("and is saved", () => workOf(page) === "saved" && workOf(reader) === "saved");
  for (const [i, one] of [page, reader].entries()) one.elements.set(`then${i}`, rectangle(`then${i}`));
  await until("it goes on as before", () => tina.elements.size === 4 && workOf(page) === "saved" && workOf(reader) === "saved");
});

it("[BD31] who becomes a co-trainer writes in a frozen room, and who is one no more does not", async () => {
  const [tina, page] = [house.stock(owner), house.page(ana)];
  await until("both are there", () => tina.provider.synced && workOf(page) === "saved");
  await freeze(true);
  await until("Ana is held", () => page.frozen.get());
  const { space } = house;
  const role = (to: "cotrainer" | "participant") =>
    owner.call("POST /api/spaces/:space/members/:user/role", { params: { space, user: ana.me.user }, body: { role: to } });
  expect((await role("cotrainer")).status).toBe(200);
  page.elements.set("a", rectangle("a"));
  await until("it is seen", () => tina.elements.has("a") && !page.frozen.get());
  expect((await role("participant")).status).toBe(200);
  page.elements.set("b", rectangle("b"));
  await until("held again", () => workOf(page) === "held");
  tina.elements.set("c", rectangle("c"));
  await until("the trainer goes on", () => page.elements.has("c"));
  expect(tina.elements.has("b")).toBe(false);
});
