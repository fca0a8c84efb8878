import type { Room } from "@colyseus/sdk";
import { expect, it } from "vitest";
import type { Caller } from "../../../client/net/api.ts";
import { SpaceConnection } from "../../../client/net/connection.ts";
import type { Connection } from "../../../client/store/space.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";

/** A room as far as the connection sees it: it can only be closed. */
function fakeRoom() {
  let leave: (code: number) => void = () => undefined;
  const room = {
    reconnection: { enabled: true },
    onLeave: (handler: typeof leave) => {
      leave = handler;
    },
    onDrop: () => undefined,
    removeAllListeners: () => {
      leave = () => undefined;
    },
    connection: { close: () => undefined },
    leave: () => Promise.resolve(CLOSE.LEFT),
  };
  return { room: room as unknown as Room, close: (code: number) => leave(code) };
}

type Answer = "no answer" | { status: number; body: unknown };
const yes: Answer = { status: 200, body: { reservation: {} } };

function connection(answers: Answer[]) {
  const views: Connection[] = [];
  const rooms: ReturnType<typeof fakeRoom>[] = [];
  const caller: Caller = {
    fetch: () => {
      const answer = answers.shift() ?? yes;
      if (answer === "no answer") return Promise.reject(new TypeError("Failed to fetch"));
      return Promise.resolve(Response.json(answer.body, { status: answer.status }));
    },
  };
  const it = new SpaceConnection({
    space: "s",
    lang: "en",
    build: "b",
    caller,
    sit: () => {
      const made = fakeRoom();
      rooms.push(made);
      return Promise.resolve(made.room);
    },
    now: () => 0,
    random: () => 0,
    onView: (view) => views.push(view),
    onRoom: () => undefined,
  });
  return { it, rooms, states: () => views.map((v) => v.state), last: () => views.at(-1) };
}

it("[SP22] a dropped connection comes back by joining again, however often that fails", async () => {
  const {
    it: space,
    rooms,
    last,
  } = connection([yes, "no answer", { status: 502, body: "Bad gateway" }, { status: 500, body: { code: "internal" } }, yes]);
  await space.join();
  rooms[0]?.close(1006);
  await expect.poll(() => rooms.length, { timeout: 10_000 }).toBe(2);
  expect(last()).toEqual({ state: "joined" });
});

it("[SP22] a restart of the server is told as one", async () => {
  const { it: space, rooms, last, states } = connection([]);
  await space.join();
  rooms[0]?.close(CLOSE.RESTART);
  expect(last()).toMatchObject({ state: "reconnecting", why: "restart" });
  await expect.poll(() => states().at(-1), { timeout: 10_000 }).toBe("joined");
});

it("[SP23] who was removed, opened the space elsewhere or lost the session is not brought back", async () => {
  for (const [code, why] of [
    [CLOSE.EJECTED, "ejected"],
    [CLOSE.OPENED_ELSEWHERE, "elsewhere"],
    [CLOSE.SESSION_ENDED, "session"],
  ] as const) {
    const { it: space, rooms, last } = connection([]);
    await space.join();
    rooms[0]?.close(code);
    expect(last()).toEqual({ state: "ended", why });
    expect(rooms).toHaveLength(1);
  }
});

it("[SP23] a refusal at the door is shown, and another build asks for a reload", async () => {
  const refused = connection([{ status: 403, body: { code: "forbidden" } }]);
  await refused.it.join();
  expect(refused.last()).toEqual({ state: "refused", code: "forbidden" });
  const old = connection([{ status: 409, body: { code: "build_mismatch" } }]);
  await old.it.join();
  expect(old.last()).toEqual({ state: "ended", why: "upgrade" });
});

it("[SP22] leaving while coming back ends it", async () => {
  const { it: space, rooms, last } = connection([yes, "no answer", "no answer", "no answer"]);
  await space.join();
  rooms[0]?.close(1006);
  await expect.poll(() => last()?.state, { timeout: 10_000 }).toBe("reconnecting");
  space.leave();
  expect(last()).toEqual({ state: "ended", why: "left" });
  space.nudge();
  expect(rooms).toHaveLength(1);
});
