/** Roles and the lead while a session runs. */
import { createServer } from "node:http";
import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { MemorySpaceStore } from "../../../server/adapters/memory/space-store.ts";
import { takeSeatUpgrades } from "../../../server/http/upgrades.ts";
import type { Gate } from "../../../server/http/route.ts";
import { StorageError } from "../../../server/ports/space-store.ts";
import { LINK_PINGS } from "../../../server/rooms/link.ts";
import { LEAD_GONE_MS } from "../../../shared/domain/lead.ts";
import { madeSure } from "../../support/accounts.ts";
import { hall, yard } from "../../support/places.ts";
import { type RawSeat, rawSeat } from "../../support/raw-seat.ts";
import { type SpaceServer, type SpaceServerOptions, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

const servers: SpaceServer[] = [];
const seats: RawSeat[] = [];
async function start(options: SpaceServerOptions = {}): Promise<SpaceServer> {
  const server = await startSpaceServer([hall(), yard()], options);
  servers.push(server);
  return server;
}
async function sit(server: SpaceServer, ...member: Parameters<SpaceServer["member"]>): Promise<RawSeat & { you: number; user: string }> {
  const who = await server.member(...member);
  const seat = await rawSeat(server, who);
  seats.push(seat);
  return Object.assign(seat, { you: seat.last("welcome")?.you ?? -1, user: who.user });
}
afterEach(async () => {
  for (const seat of seats.splice(0)) seat.ws.close();
  for (const server of servers.splice(0)) await server.close();
});

describe("roles while a session runs", () => {
  it("[LM1] a role is in force at once: in the state, in chat, in sound, after coming back", async () => {
    const server = await start();
    const tina = await sit(server, "Tina", "trainer");
    const gal = await sit(server, "Gal");
    const facts = () => server.running().state.people.get(String(gal.you));
    gal.send("media", { mic: "on", canHear: true });
    await until("Gal speaks", () => facts()?.mic === "on");
    tina.send("role", { person: gal.you, role: "observer" });
    await until("Gal is told", () => gal.last("role")?.role === "observer" && gal.last("role")?.by === tina.you);
    expect(facts()).toMatchObject({ role: "observer", mic: "off" });
    gal.send("chat", { draft: "d", text: "may I?" });
    await until("Gal may not write", () => gal.last("refused")?.of === "chat" && gal.last("refused")?.code === "forbidden");
    gal.send("media", { mic: "on", canHear: true });
    gal.send("lead", { to: null });
    await until("nor lead", () => gal.last("refused")?.of === "lead");
    expect(facts()?.mic).toBe("off");
    tina.send("role", { person: gal.you, role: "cotrainer" });
    await until("Gal is a co-trainer", () => gal.last("role")?.role === "cotrainer");
    gal.send("media", { mic: "on", canHear: true });
    await until("and speaks", () => facts()?.mic === "on");
    expect((await server.store.members(server.space)).map(({ name, role }) => [name, role])).toContainEqual(["Gal", "cotrainer"]);
  });

  it("[LM2] two owners who demote each other at once leave one owner, in the space as in the store", async () => {
    const server = await start();
    const [olga, oton] = [await sit(server, "Olga", "owner"), await sit(server, "Oton", "owner")];
    olga.send("role", { person: oton.you, role: "participant" });
    oton.send("role", { person: olga.you, role: "participant" });
    await until("both were answered", () => (olga.last("role") ?? oton.last("role")) && (olga.last("refused") ?? oton.last("refused")));
    const roles = [...server.running().people.values()].map(({ role }) => role);
    expect(roles.toSorted()).toEqual(["owner", "participant"]);
    expect((await server.store.members(server.space)).map(({ role }) => role).toSorted()).toEqual(["owner", "participant"]);
    const owner = olga.last("role") === undefined ? olga : oton;
    owner.send("role", { person: owner.you, role: "trainer" });
    await until("the last one stays", () => owner.last("refused")?.code === "last_owner");
    const other = owner === olga ? oton : olga;
    owner.send("handOver", { person: other.you });
    await until("[AC34] not before it is sure that it is them", () => owner.last("refused")?.code === "confirm_needed");
    await madeSure(server.store, owner.user);
    owner.send("handOver", { person: other.you });
    await until("it changes hands", () => other.last("role")?.role === "owner" && owner.last("role")?.role === "trainer");
  });

  it("[LM1] what the disk refuses changes nothing", async () => {
    const store = new MemorySpaceStore();
    const server = await start({ store });
    const tina = await sit(server, "Tina", "trainer");
    const gal = await sit(server, "Gal");
    store.changeRole = async () => {
      throw new StorageError("the disk is full");
    };
    tina.send("role", { person: gal.you, role: "cotrainer" });
    await until("Tina is told", () => tina.last("refused")?.code === "storage_failed");
    expect(server.running().people.get(gal.you)?.role).toBe("participant");
  });

  it("[LM117] a line that died without a word: whoever stands in does as soon as it is given up, 8 s after the last sign of life", async () => {
    let skipped = 0;
    const clock = { now: () => Date.now() + skipped, mono: () => performance.now() + skipped };
    const server = await start({ clock, pings: { everyMs: 200, most: LINK_PINGS } });
    const tina = await sit(server, "Tina", "trainer");
    const space = server.running();
    const person = space.people.get(tina.you) ?? expect.fail("not inside");
    await until("Tina leads", () => space.state.lead === tina.you);
    const cole = await sit(server, "Cole", "cotrainer");
    // Nothing is read, answered or closed any more: a pulled cable.
    tina.ws.pause();
    await until("8 s without a word", () => {
      skipped += 1_000;
      return (person.link?.silent() ?? 0) >= LEAD_GONE_MS;
    });
    expect([person.link === null, space.state.standIn]).toEqual([false, 0]);
    await until("the link is given up", () => person.link === null);
    const at = space.now();
    await until("Cole stands in", () => space.state.standIn === cole.you);
    expect(space.now() - at).toBeLessThan(2_000);
    expect(space.people.get(cole.you)?.link).not.toBeNull();
  });

  it("[LM117] pings find a dead line within 9 s, so that the lead is somebody's within 10 s, and no line that stalls for 8 s is given up", () => {
    const server = createServer();
    const gate = {} as Gate;
    const transport = takeSeatUpgrades({ server, gate, log: pino({ level: "silent" }), boards: () => false });
    server.emit("close");
    const { pingIntervalMS, pingMaxRetries } = transport as unknown as { pingIntervalMS: number; pingMaxRetries: number };
    expect(pingIntervalMS * pingMaxRetries).toBe(8_000);
    expect(pingIntervalMS * (pingMaxRetries + 1)).toBe(9_000);
    expect(pingIntervalMS * pingMaxRetries).toBeGreaterThanOrEqual(LEAD_GONE_MS);
  });

  it("[LM3] when the lead's link dies somebody who may stands in within 10 s, and the first takes it back with one tap", {
    timeout: 30_000,
  }, async () => {
    const server = await start();
    const tina = await server.member("Tina", "trainer");
    const first = await rawSeat(server, tina);
    const gal = await sit(server, "Gal");
    const you = first.last("welcome")?.you ?? -1;
    const state = () => server.running().state;
    await until("Tina leads", () => state().lead === you);
    const cole = await sit(server, "Cole", "cotrainer");
    first.ws.terminate();
    const cut = performance.now();
    await until("Cole stands in", () => state().standIn === cole.you, 20_000);
    expect(performance.now() - cut).toBeGreaterThan(7_500);
    expect(performance.now() - cut).toBeLessThan(10_000);
    expect(state().lead).toBe(you);
    gal.send("lead", { to: null });
    await until("no participant", () => gal.last("refused")?.code === "forbidden");
    const back = await rawSeat(server, tina);
    seats.push(back);
    expect(state().standIn).toBe(cole.you);
    back.send("lead", { to: null });
    await until("Tina has it back", () => state().standIn === 0 && state().lead === you);
    back.send("lead", { to: cole.you });
    await until("and gives it away", () => state().lead === cole.you);
  });
});
