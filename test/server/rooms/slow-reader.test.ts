import { connect } from "node:net";
import { randomBytes } from "node:crypto";
import { Protocol } from "@colyseus/core";
import { Decoder } from "@colyseus/schema";
import { afterEach, describe, expect, it } from "vitest";
import { SpaceState } from "../../../shared/schema/space.ts";
import { hall } from "../../support/places.ts";
import { rawSeat } from "../../support/raw-seat.ts";
import { reserve, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

let server: SpaceServer | undefined;
afterEach(() => server?.close());

const byId = ([a]: [string, string], [b]: [string, string]): number => Number(a) - Number(b);

/** Whole WebSocket messages of a stream of unmasked frames. */
function messagesOf(stream: Buffer): Buffer[] {
  const out: Buffer[] = [];
  for (let at = 0; at + 2 <= stream.length; ) {
    let length = (stream[at + 1] ?? 0) & 0x7f;
    let head = 2;
    if (length === 126) {
      length = stream.readUInt16BE(at + 2);
      head = 4;
    } else if (length === 127) {
      length = Number(stream.readBigUInt64BE(at + 2));
      head = 10;
    }
    if (at + head + length > stream.length) break;
    out.push(stream.subarray(at + head, at + head + length));
    at += head + length;
  }
  return out;
}

describe("a slow reader", () => {
  it.each([false, true])(
    "[SP10] gets every fact right, although patches pile up behind it; somebody is hidden from it: %s",
    async (apart) => {
      server = await startSpaceServer([hall()]);
      const other = await rawSeat(server, await server.member("Other"));
      const member = await server.member("Slow");
      const hidden = await server.member("Hidden");
      if (apart) await server.store.setBlock(member.user, hidden.user, true, 0);
      const third = await rawSeat(server, hidden);
      const { processId, roomId, sessionId } = await reserve(server, member);
      const { port } = new URL(server.url);
      const socket = connect({ port: Number(port), host: "127.0.0.1" });
      const key = randomBytes(16).toString("base64");
      socket.write(
        `GET /${processId}/${roomId}?sessionId=${sessionId} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${server.url}\r\nCookie: ${member.cookie}\r\n` +
          `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
      );
      let stream = Buffer.alloc(0);
      socket.on("data", (data) => {
        stream = Buffer.concat([stream, data]);
      });
      await until(
        "upgraded and seated",
        () => stream.includes("\r\n\r\n") && messagesOf(stream.subarray(stream.indexOf("\r\n\r\n") + 4)).length >= 1,
      );
      const body = (): Buffer => stream.subarray(stream.indexOf("\r\n\r\n") + 4);
      // The masked acknowledgement; the mask is zero.
      socket.write(Buffer.of(0x82, 0x81, 0, 0, 0, 0, Protocol.JOIN_ROOM));
      await until("the state has come", () => messagesOf(body()).some((m) => m[0] === Protocol.ROOM_STATE));
      socket.pause();

      const space = server.running();
      const slow = [...space.people.values()].find((p) => p.name === "Slow") ?? expect.fail("not inside");
      const { state } = space;
      const big = "x".repeat(400);
      // Facts until far more is unsent than the kernel holds, each patch different from the last.
      for (let round = 0; (slow.link?.unsent() ?? 0) < 1_500_000; round++) {
        for (let i = 0; i < 400; i++) {
          const someone = { id: 40_000 + i };
          if (space.list.of(someone) === undefined)
            space.list.add(someone, { appearance: "", role: "participant", lang: "en", place: "hall", connected: true, mic: "off" });
          Object.assign(space.list.of(someone) ?? {}, { name: `${round}-${i}-${big}` });
          space.list.show(someone);
        }
        await new Promise((resolve) => setTimeout(resolve, 60));
        expect(round).toBeLessThan(200);
      }
      socket.resume();
      await until("all has come", () => slow.link?.unsent() === 0);
      // Whoever is hidden has a patch of their own.
      const shown = [...state.people.entries()].filter(([, person]) => !apart || person.name !== "Hidden");
      const expected = shown.map(([id, person]) => [id, person.name] as [string, string]).sort(byId);
      /** The round that each patch tells of. */
      let rounds: number[] = [];
      const read = (): [string, string][] => {
        const facts = new SpaceState();
        const decoder = new Decoder(facts);
        rounds = [];
        for (const message of messagesOf(body())) {
          if (message[0] !== Protocol.ROOM_STATE && message[0] !== Protocol.ROOM_STATE_PATCH) continue;
          decoder.decode(message, { offset: 1 });
          const round = Number.parseInt(facts.people.get("40000")?.name ?? "-1");
          if (round >= 0) rounds.push(round);
        }
        const { people } = facts;
        return [...people.entries()].map(([id, person]) => [id, person.name] as [string, string]).sort(byId);
      };
      await until("the last patch was read", () => read().length === expected.length && read().at(-1)?.[1] === expected.at(-1)?.[1]);
      expect(read()).toEqual(expected);
      // Bytes of a buffer that was used again would tell of a later round, twice.
      expect(rounds).toEqual([...new Set(rounds)].sort((a, b) => a - b));
      expect(rounds.length).toBeGreaterThan(5);
      socket.destroy();
      other.ws.close();
      third.ws.close();
    },
    60_000,
  );
});
