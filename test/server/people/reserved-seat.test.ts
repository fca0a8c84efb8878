/** Between reserving a seat and sitting down on it things happen to people. */
import { afterEach, describe, expect, it } from "vitest";
import { setBan } from "../../../server/commands/bans.ts";
import type { Role } from "../../../shared/domain/permissions.ts";
import { ask } from "../../support/lobby-seat.ts";
import { hall, yard } from "../../support/places.ts";
import { rawSeat, type RawSeat, takeSeat } from "../../support/raw-seat.ts";
import { type Member, reserve, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

const servers: SpaceServer[] = [];
const seats: RawSeat[] = [];
const kept = (seat: RawSeat): RawSeat => (seats.push(seat), seat);
afterEach(async () => {
  for (const seat of seats.splice(0)) seat.ws.close();
  for (const server of servers.splice(0)) await server.close();
});

/** A space that its owner is in, and somebody who has reserved a seat there. */
async function start(role: Role): Promise<{ server: SpaceServer; owner: Member; seat: RawSeat; ana: Member; sit: () => Promise<RawSeat> }> {
  const server = await startSpaceServer([hall(), yard()]);
  servers.push(server);
  const owner = await server.member("Olga", "owner");
  const seat = kept(await rawSeat(server, owner));
  const ana = await server.member("Ana", role);
  const reserved = await reserve(server, ana);
  return { server, owner, seat, ana, sit: async () => kept(await takeSeat(server, ana, reserved)) };
}
const give = async ({ server, owner, ana }: Awaited<ReturnType<typeof start>>, role: Role): Promise<void> => {
  const done = await ask(owner, "POST", `/api/spaces/${server.space}/members/${ana.user}/role`, { role });
  expect(done.status).toBe(200);
};
const shownAs = ({ server, ana }: Awaited<ReturnType<typeof start>>) => {
  const person = server.running().personOf(ana.user);
  return [person?.role, person === undefined ? undefined : server.running().stateOf(person)?.role];
};

describe("a reserved seat", () => {
  it("[LM100] who is demoted while their seat waits sits down as what they are now, and an eject writes no role back", async () => {
    const it = await start("trainer");
    await give(it, "participant");
    const seat = await it.sit();
    expect(shownAs(it)).toEqual(["participant", "participant"]);
    seat.send("freeze", { on: true });
    await until("they lead nobody", () => seat.last("refused")?.code === "forbidden");
    // Written, and not yet told to the room: an eject of that moment leaves it.
    const { store, space } = it.server;
    await store.changeRole({ space, by: it.owner.user, user: it.ana.user, role: "observer" });
    it.seat.send("eject", { person: seat.last("welcome")?.you, minutes: 5 });
    await until("they are out", () => it.server.running().personOf(it.ana.user) === undefined);
    expect(await store.membership(space, it.ana.user)).toMatchObject({ role: "observer", ejectedUntil: expect.any(Number) });
  });

  it("[LM100] who is promoted meanwhile, or while the connection is lost, sits down with the new role", async () => {
    const it = await start("observer");
    await give(it, "cotrainer");
    (await it.sit()).ws.terminate();
    expect(shownAs(it)).toEqual(["cotrainer", "cotrainer"]);
    await until("the connection is lost", () => it.server.running().personOf(it.ana.user)?.droppedAt !== null);
    const again = await reserve(it.server, it.ana);
    await give(it, "participant");
    kept(await takeSeat(it.server, it.ana, again));
    expect(shownAs(it)).toEqual(["participant", "participant"]);
  });

  it("[LM100] a ban, being put out, and having to wait keep out who had a seat already", async () => {
    const it = await start("participant");
    const { server, owner, ana } = it;
    const { store, space } = server;
    await store.setWaiting(space, ana.user, true);
    await expect(it.sit()).rejects.toThrow("refused");
    await store.setWaiting(space, ana.user, false);

    const banned = await reserve(server, ana);
    await setBan({ ...server.ports, live: server.live }, { space, by: owner.user, role: "owner", user: ana.user, on: true });
    // A ban that is written while nobody remembers it in the room counts all the same.
    server.running().pardon(ana.user);
    await expect(takeSeat(server, ana, banned)).rejects.toThrow("refused");
    await setBan({ ...server.ports, live: server.live }, { space, by: owner.user, role: "owner", user: ana.user, on: false });

    const ejected = await reserve(server, ana);
    await store.setEjected(space, ana.user, Date.now() + 60_000);
    await expect(takeSeat(server, ana, ejected)).rejects.toThrow("refused");
    await store.setEjected(space, ana.user, null);
    kept(await takeSeat(server, ana, await reserve(server, ana)));
    expect(server.running().personOf(ana.user)).toBeDefined();
  });

  it("[LM100] who was removed from the organisation sits on no seat of before; who owned it sits as what they are in the space", async () => {
    const server = await startSpaceServer([hall(), yard()]);
    servers.push(server);
    const { store } = server;
    for (const [id, owner] of [
      ["boss", true],
      ["gone", true],
      ["less", true],
    ] as const) {
      await store.createUser({ id, name: id, appearance: "000000000", lang: "en", owner, createdAt: 1 });
    }
    const as = (user: string): Promise<Member> =>
      server.anotherSession({ user, name: user, role: "owner", cookie: "", caller: null as never });
    await store.putMembership({ space: server.space, user: "gone", role: "trainer", ejectedUntil: null });
    await store.putMembership({ space: server.space, user: "less", role: "observer", ejectedUntil: null });
    const [gone, less] = [await as("gone"), await as("less")];
    const [first, second] = [await reserve(server, gone), await reserve(server, less)];
    expect(await store.setOrgOwner({ by: "boss", user: "less", owner: false })).toBe("done");
    kept(await takeSeat(server, less, second));
    expect(server.running().personOf("less")?.role).toBe("observer");
    expect(await store.setOrgOwner({ by: "boss", user: "gone", owner: false })).toBe("done");
    expect((await store.removeMember({ by: "boss", user: "gone" })).outcome).toBe("done");
    await expect(takeSeat(server, gone, first)).rejects.toThrow("refused");
  });
});
