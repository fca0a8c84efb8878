/** What others read of a page whose sound is put down: Kartu's own sound and connection, without devices, on a real room. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startMedia } from "../../../client/media/start.ts";
import { move } from "../../../server/rooms/walking.ts";
import { TILE } from "../../../shared/domain/units.ts";
import { hall } from "../../support/places.ts";
import { type Inside, openSession, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

let server: SpaceServer;
let people: Inside[];

beforeEach(async () => {
  const page = Object.assign(new EventTarget(), { hidden: false, title: "Kartu", createElement: () => ({}) });
  const target = new EventTarget();
  vi.stubGlobal("window", target);
  vi.stubGlobal("document", page);
  for (const name of ["addEventListener", "removeEventListener"] as const) vi.stubGlobal(name, target[name].bind(target));
  // It could have sound; no connection is made before it is known which way.
  vi.stubGlobal("RTCPeerConnection", class {});
  vi.stubGlobal("isSecureContext", true);
  server = await startSpaceServer([hall()]);
  people = [];
  for (const name of ["Nika", "Bor"]) people.push(await openSession(server, await server.member(name), [hall()]));
  await until("both are inside", () => people.every(({ stores }) => stores.$you.get() !== null));
});
afterEach(async () => {
  for (const { session } of people) session.leave();
  await server.close();
  vi.unstubAllGlobals();
});

it("[ME169] [ME10] whoever puts their sound down hears nobody and shows nothing to all, also after a reconnect; turned on again, they hear", async () => {
  const [nika, bor] = people as [Inside, Inside];
  const id = nika.stores.$you.get() ?? expect.fail("not inside");
  const running = server.running();
  const there = () => running.people.get(id) ?? expect.fail("not inside");
  for (const [i, person] of [...running.people.values()].entries())
    move(running, person, person.run, { x: (11.5 + 2 * i) * TILE, y: 13.5 * TILE }, "gather");
  bor.session.sendMedia({ mic: "on", canHear: true, cam: "off", screen: "off" });
  /** As Bor's page has it: whom his voice goes to, and what it reads of her. */
  const heardBy = () => bor.session.debug().audience.peers.map(({ person }) => person);
  const shown = () => {
    const { mic, cam, screen } = bor.stores.$people.get()[id] ?? expect.fail("he does not see her");
    return [mic, cam, screen].join();
  };
  const open = () => startMedia(nika.session, () => new Promise(() => undefined));

  const first = open();
  await until("she hears Bor", () => heardBy().includes(id));
  // Her microphone, camera and screen, without the devices.
  nika.session.sendMedia({ mic: "on", canHear: true, cam: "on", screen: "on" });
  await until("he reads what she has on", () => shown() === "on,on,on");
  first.stop();
  await until("he reads that nobody hears him", () => heardBy().length === 0);
  await until("and that hers is off", () => shown() === "off,off,off");
  expect(there().hears).toBe(false);

  there().link?.drop();
  await until("she is back", () => nika.sockets.length === 2 && nika.stores.$connection.get().state === "joined");
  // What she writes comes after what her page said of itself.
  nika.session.say("back");
  await until("he reads her", () => bor.stores.$chat.get().some(({ text }) => text === "back"));
  expect([there().hears, there().mic, heardBy(), shown()]).toEqual([false, "off", [], "off,off,off"]);

  const second = open();
  await until("she hears him again", () => heardBy().includes(id));
  expect(shown()).toBe("off,off,off");
  second.stop();
});
