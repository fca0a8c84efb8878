/** A fault of our own, put in on purpose: whoever met it is told, the others notice nothing, and nothing is closed. */
import { afterAll, afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { OpenBoard } from "../../server/adapters/boards/open-board.ts";
import { BYTES } from "../../shared/protocol/messages.ts";
import { encodePing } from "../../shared/protocol/motion.ts";
import { hall, yard } from "../support/places.ts";
import { type RawSeat, rawSeat } from "../support/raw-seat.ts";
import { guestSession, newSpace, ownerSession, startTestServer, visitor } from "../support/server.ts";
import { type SpaceServer, startSpaceServer } from "../support/space-server.ts";
import { until } from "../support/until.ts";
import { client, rectangle, startBoards, synced } from "./boards/harness.ts";

/** A fault with words of somebody in it: they must get nowhere. */
const fault = (): never => {
  throw new TypeError("put in by the test: Zvezdana");
};
const escaped: unknown[] = [];
const onUnhandled = (error: unknown): void => void escaped.push(error);
process.on("unhandledRejection", onUnhandled);
process.on("uncaughtException", onUnhandled);
afterAll(() => {
  process.off("unhandledRejection", onUnhandled);
  process.off("uncaughtException", onUnhandled);
  expect(escaped).toEqual([]);
});
afterEach(() => void vi.restoreAllMocks());

describe("a room", () => {
  const answers = async (seat: RawSeat): Promise<void> => {
    const before = seat.bytes.filter((b) => b.type === BYTES.CLOCK).length;
    seat.sendBytes(BYTES.CLOCK, encodePing(7));
    await until("the room answers", () => seat.bytes.filter((b) => b.type === BYTES.CLOCK).length > before);
  };
  const refusals = (seat: RawSeat): string[] =>
    seat.words.flatMap((w) => (w.type === "refused" ? [`${w.message.of} ${w.message.code}`] : []));

  it("[OP40] tells who met it, and goes on: handlers at once and later, bytes, ticks", async () => {
    const server: SpaceServer = await startSpaceServer([hall(), yard()]);
    onTestFinished(() => server.close());
    const ana = await rawSeat(server, await server.member("Ana"));
    const bor = await rawSeat(server, await server.member("Bor"));
    const running = server.running();
    const person = running.people.get(ana.last("welcome")?.you ?? -1);
    if (person === undefined) throw new Error("Ana is not inside");

    const take = vi.spyOn(person.allowances, "take").mockImplementation(fault);
    ana.send("walkTo", { kind: "person", person: 1 });
    await until("told at once", () => refusals(ana).includes("walkTo internal"));
    take.mockRestore();
    vi.spyOn(server.live, "profileChanged").mockImplementationOnce(fault);
    ana.send("profile", { name: "Ana", appearance: "000000000", lang: "en" });
    await until("told later", () => refusals(ana).includes("profile internal"));
    const tell = vi.spyOn(person.run, "keep").mockImplementationOnce(fault);
    ana.send("chat", { draft: "c", text: "not told" });
    await until("it could not be told", () => tell.mock.calls.length > 0);
    const bytes = vi.spyOn(running, "now").mockImplementation(fault);
    ana.sendBytes(BYTES.SEGMENT, Buffer.alloc(12));
    await until("the bytes were read", () => bytes.mock.calls.length > 0);
    bytes.mockRestore();
    const tick = vi.spyOn(running, "tick").mockImplementation(fault);
    await until("ticks fail", () => tick.mock.calls.length >= 3);
    tick.mockRestore();

    await answers(ana);
    await answers(bor);
    ana.send("chat", { draft: "d", text: "still here" });
    await until("Bor reads Ana", () => bor.words.some((w) => w.type === "chat" && w.message.text === "still here"));
    expect([ana.ws.readyState, bor.ws.readyState]).toEqual([1, 1]);
    expect(running.counts["exceptions"]).toBeGreaterThanOrEqual(6);
    ana.ws.close();
    bor.ws.close();
  });
});

describe("boards", () => {
  it("[OP40] one that fails at every step is read anew, loses nothing that was drawn, and ends nothing else", async () => {
    const server = await startBoards();
    onTestFinished(() => server.stop());
    const [ana, bor] = [client(server.port, "ana"), client(server.port, "bor")];
    onTestFinished(() => (ana.provider.destroy(), bor.provider.destroy()));
    await synced(ana, bor);
    for (const step of ["relayStrokes", "relayPresence", "take", "settle"] as const) {
      const broken = vi.spyOn(OpenBoard.prototype, step).mockImplementation(fault);
      ana.elements.set(step, rectangle(step));
      await until(`${step} fails`, () => broken.mock.calls.length >= 1);
      broken.mockRestore();
      await until(`Bor sees what was drawn while ${step} failed`, () => bor.elements.has(step));
    }
    await until("both are at the board", () => ana.provider.wsconnected && bor.provider.wsconnected);
    expect(new Set(server.errors)).toEqual(new Set(["boards: a board failed"]));
    expect(server.errors, "not a line a tick").toHaveLength(1);
  });
});

describe("HTTP", () => {
  it("[OP40] answers with a code and no word of what it was, and the next request is answered", async () => {
    const server = await startTestServer({ inMemory: true });
    onTestFinished(() => server.close());
    const owner = await ownerSession(server);
    const space = (await newSpace(owner)).id;
    const guest = await guestSession(server, owner, space);
    const { store } = server.kartu.ports;
    vi.spyOn(store, "space").mockImplementation(fault);
    vi.spyOn(store, "inviteByHash").mockRejectedValue(new TypeError("later"));
    const answers = [
      await guest.fetch(`/api/spaces/${space}`),
      await guest.fetch(`/api/spaces/${space}/places`),
      await visitor(server).fetch("/api/invites/peek", {
        method: "POST",
        body: '{"code":"x"}',
        headers: { "content-type": "application/json" },
      }),
    ];
    for (const answer of answers) expect([answer.status, await answer.text()]).toEqual([500, '{"code":"internal"}']);
    vi.spyOn(store, "session").mockImplementation(fault);
    expect((await guest.fetch("/api/me")).status).toBe(500);
    vi.restoreAllMocks();
    expect((await guest.call("GET /api/me")).status).toBe(200);
  });
});
