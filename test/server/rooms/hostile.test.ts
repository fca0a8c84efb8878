import { getMessageBytes, Protocol } from "@colyseus/core";
import fc from "fast-check";
import { Packr } from "msgpackr";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { frameAllowed } from "../../../server/rooms/frame-check.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { BYTES } from "../../../shared/protocol/messages.ts";
import { encodePing } from "../../../shared/protocol/motion.ts";
import { hall, yard } from "../../support/places.ts";
import { type RawSeat, rawSeat } from "../../support/raw-seat.ts";
import { type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

let server: SpaceServer;
let witness: RawSeat;

beforeAll(async () => {
  server = await startSpaceServer([hall(), yard()]);
  witness = await rawSeat(server, await server.member("Witness"));
});
afterAll(async () => {
  witness.ws.close();
  await server.close();
});

/** The room still answers somebody who behaves. */
async function alive(): Promise<void> {
  const before = witness.bytes.filter((b) => b.type === BYTES.CLOCK).length;
  witness.sendBytes(BYTES.CLOCK, encodePing(7));
  await until("the room answers the witness", () => witness.bytes.filter((b) => b.type === BYTES.CLOCK).length > before);
  expect(server.running().counts["exceptions"] ?? 0).toBe(0);
}

const words = (type: string, body: Uint8Array): Buffer => Buffer.concat([getMessageBytes.raw(Protocol.ROOM_DATA, type, undefined), body]);
const deep = (depth: number): Buffer => Buffer.concat([Buffer.alloc(depth, 0x91), Buffer.of(0xc0)]);

describe("the socket of a space", () => {
  it("[SP9] what no page of ours can have sent ends the connection with 4002, at once and without a grace time", async () => {
    const frames: [string, Uint8Array][] = [
      ["nested 3,900 deep", words("chat", deep(3_900))],
      ["an array that announces 30 million", words("chat", Buffer.of(0xdd, 0x01, 0xc9, 0xc3, 0x80))],
      ["a text longer than its frame", words("chat", Buffer.of(0xda, 0xff, 0xff, 0x61))],
      ["an extension", words("chat", Buffer.of(0xc7, 0x02, 0x05, 0x00, 0x00))],
      ["nothing", new Uint8Array(0)],
      ["another protocol code", Uint8Array.of(99, 1, 2)],
      ["a request", Uint8Array.of(Protocol.ROOM_REQUEST, 1, 0xa4, 0x63)],
      ["an input", Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, 1, 2)],
      ["larger than any message", words("chat", new Uint8Array(20_000))],
    ];
    for (const [what, frame] of frames) {
      const seat = await rawSeat(server, await server.member("Mallory"));
      const you = seat.last("welcome")?.you ?? -1;
      seat.ws.send(frame);
      // A frame above the socket's own limit is answered by the WebSocket layer (1009).
      expect([CLOSE.ABUSE, 1009], what).toContain(await seat.closed);
      if (frame.length < 16_384) await until(`${what}: nobody is waited for`, () => !server.running().people.has(you));
    }
    await alive();
  });

  it("[SP9] what is well formed but no message of ours is refused by a code, and ends the connection when it goes on", async () => {
    const seat = await rawSeat(server, await server.member("Mallory"));
    seat.send("chat", { draft: 1, text: {} });
    await until("refused", () => seat.last("refused")?.code === "bad_request");
    seat.send("_$b1", { not: "bytes" });
    seat.send("__proto__", {});
    seat.sendBytes(BYTES.SEGMENT, Buffer.alloc(3));
    seat.sendBytes(77, Buffer.alloc(3));
    await until("counted", () => (server.running().counts["nonsense"] ?? 0) >= 5);
    for (let i = 0; i < 40; i++) seat.send("walkTo", { kind: "moon" });
    expect(await seat.closed).toBe(CLOSE.ABUSE);
    await alive();
  });

  it("[SP9] more than 200 messages a second end the connection with 4002", async () => {
    const seat = await rawSeat(server, await server.member("Mallory"));
    const you = seat.last("welcome")?.you ?? -1;
    for (let i = 0; i < 600; i++) seat.sendBytes(BYTES.CLOCK, encodePing(i));
    expect(await seat.closed).toBe(CLOSE.ABUSE);
    await until("nobody is waited for", () => !server.running().people.has(you));
    await alive();
  });

  it("[SP9] a page that never acknowledges the room is sent nothing, and is cut", async () => {
    const seat = await rawSeat(server, await server.member("Silent"), false);
    for (let i = 0; i < 5; i++) seat.sendBytes(BYTES.CLOCK, encodePing(i));
    seat.send("chat", { draft: "x", text: "may I?" });
    await alive();
    expect(seat.words).toEqual([]);
    expect(seat.bytes).toEqual([]);
    seat.ws.terminate();
  });

  it("[SP9] garbage, truncated and altered frames: whoever sends them gets a code or nothing, and the others notice nothing", async () => {
    const packr = new Packr();
    const honest = [
      getMessageBytes.raw(Protocol.ROOM_DATA, "chat", { draft: "d", text: "hello" }),
      getMessageBytes.raw(Protocol.ROOM_DATA, "signal", {
        to: 1,
        epoch: 1,
        signal: { kind: "candidate", candidate: "c", sdpMid: "0", sdpMLineIndex: 0 },
      }),
      words("walkTo", packr.pack({ kind: "person", person: 1 })),
      getMessageBytes.raw(Protocol.ROOM_DATA_BYTES, BYTES.SEGMENT, undefined, Buffer.alloc(12)),
      getMessageBytes.raw(Protocol.ROOM_DATA_BYTES, BYTES.STAMP, undefined, Buffer.alloc(8)),
    ];
    for (const frame of honest) expect(frameAllowed(frame)).toBe(true);
    const altered = fc
      .record({ frame: fc.constantFrom(...honest), cut: fc.nat(80), at: fc.nat(80), byte: fc.nat(255) })
      .map(({ frame, cut, at, byte }) => {
        const copy = Buffer.from(frame.subarray(0, Math.max(1, frame.length - (cut % 12))));
        copy[at % copy.length] = byte;
        return copy;
      });
    const garbage = fc.oneof(fc.uint8Array({ maxLength: 300 }), altered);
    await fc.assert(
      fc.asyncProperty(fc.array(garbage, { minLength: 1, maxLength: 20 }), async (frames) => {
        const seat = await rawSeat(server, await server.member("Mallory"));
        for (const frame of frames) if (seat.ws.readyState === seat.ws.OPEN) seat.ws.send(frame);
        seat.sendBytes(BYTES.CLOCK, encodePing(1));
        await until(
          "closed by code, or answered",
          () => seat.ws.readyState !== seat.ws.OPEN || seat.bytes.some((b) => b.type === BYTES.CLOCK),
        );
        seat.ws.terminate();
      }),
      { numRuns: 40 },
    );
    await alive();
  });
});
