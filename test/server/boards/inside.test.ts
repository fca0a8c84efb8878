/** Boards are for those who are in their space: a real server, real seats, real sockets. */
import { once } from "node:events";
import { afterEach, beforeEach, expect, it } from "vitest";
import { GRACE_MS } from "../../../server/rooms/running-space.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import type { Person } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { rectangle } from "./harness.ts";
import { BoardHouse, workOf } from "./house.ts";

let house: BoardHouse;
let owner: Person;
let guest: Person;
beforeEach(async () => {
  house = await BoardHouse.open();
  owner = house.owner;
  guest = await house.guest("Gal");
});
afterEach(() => house.close());

it("[BD30] a member who is not inside does not come to a board, and does as soon as they are", async () => {
  expect(await house.knock(guest).closed).toBe(CLOSE.BOARD_NOT_INSIDE);
  // A page that is quicker at the board than at its seat.
  const page = house.stock(guest);
  await once(page.provider as never, "connection-close");
  expect(page.provider.synced).toBe(false);
  await house.sit(guest);
  await until("the board is open", () => page.provider.synced);
});

it("[BD30] who leaves sees and hears nothing more of a board at once, and what they had sent is kept", async () => {
  await house.sit(owner);
  const seat = await house.sit(guest);
  const stays = house.stock(owner);
  const goes = house.knock(guest);
  const page = house.page(guest);
  await until("both are there", () => stays.provider.synced && workOf(page) === "saved" && goes.said.length > 0);
  await until("they are seen", () => stays.provider.awareness.getStates().size === 1);
  page.setPresence({ user: { id: guest.me.user, name: "" }, pointer: { x: 1, y: 1, tool: "pointer" } });
  await until("their cursor is seen", () => stays.provider.awareness.getStates().size === 2);
  seat.ws.close(CLOSE.LEFT);
  page.elements.set("last", rectangle("last"));
  await until("they have left", () => !house.isInside(guest));
  await until("their last edit is confirmed", () => workOf(page) === "saved");
  await until("and seen", () => stays.elements.has("last"));
  await until("their cursor is not", () => stays.provider.awareness.getStates().size === 1);
  const before = goes.said.length;
  stays.elements.set("secret", rectangle("secret"));
  expect(await goes.closed).toBe(CLOSE.BOARD_NOT_INSIDE);
  expect(goes.said.slice(before)).toEqual([]);
  expect(page.elements.has("secret")).toBe(false);
});

it("[BD30] a lost connection keeps the board for as long as the person is waited for", async () => {
  const seat = await house.sit(guest);
  const page = house.page(guest);
  await until("the board is open", () => workOf(page) === "saved");
  seat.ws.terminate();
  await until("they are waited for", () => house.running?.personOf(guest.me.user)?.droppedAt !== null);
  page.elements.set("meanwhile", rectangle("meanwhile"));
  await until("it is saved", () => workOf(page) === "saved");
  house.passes(GRACE_MS + 1_000);
  await until("nobody waits any more", () => !house.isInside(guest));
  await until("the board is closed", () => workOf(page) === "offline");
  page.elements.set("later", rectangle("later"));
  await house.sit(guest);
  await until("back, with all that was drawn", () => workOf(page) === "saved");
  const other = house.stock(guest);
  await until("it is there", () => other.elements.has("meanwhile") && other.elements.has("later"));
});

it("[BD10] a role that changes and a ban end what is open at the boards, whether the person is inside or not", async () => {
  const seats = [await house.sit(owner), await house.sit(guest)];
  const { space } = house;
  const { user } = guest.me;
  const role = (to: "observer" | "participant") =>
    owner.call("POST /api/spaces/:space/members/:user/role", { params: { space, user }, body: { role: to } });
  const inside = house.knock(guest);
  await until("the board is open", () => inside.said.length > 0);
  expect((await role("observer")).status).toBe(200);
  expect(await inside.closed).toBe(CLOSE.BOARD_TROUBLE);

  // On the way out: what they had sent is still taken, but not with a right that they have no more.
  const leaving = house.knock(guest);
  await until("the board is open", () => leaving.said.length > 0);
  seats[1]?.ws.close(CLOSE.LEFT);
  await until("they have left", () => !house.isInside(guest));
  expect((await role("participant")).status).toBe(200);
  expect(await leaving.closed).toBe(CLOSE.BOARD_TROUBLE);

  // The space runs no more, and the ban comes from the desk.
  seats[1] = await house.sit(guest);
  seats[0]?.ws.close(CLOSE.LEFT);
  const last = house.knock(guest);
  await until("the board is open", () => last.said.length > 0);
  seats[1]?.ws.close(CLOSE.LEFT);
  await until("the space runs no more", () => house.running === undefined);
  const banned = await owner.call("POST /api/spaces/:space/members/:user/ban", { params: { space, user }, body: { on: true } });
  expect(banned.status).toBe(200);
  expect(await last.closed).toBe(CLOSE.BOARD_FORBIDDEN);
  expect(await house.knock(guest).closed).toBe(CLOSE.BOARD_FORBIDDEN);
});
