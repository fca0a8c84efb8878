/** People at the door of a space for tests that speak to the lobby's socket themselves. */
import { Protocol } from "@colyseus/core";
import { unpack } from "msgpackr";
import WebSocket from "ws";
import type { LobbyDown } from "../../shared/protocol/lobby.ts";
import type { Member, SpaceServer } from "./space-server.ts";
import { until } from "./until.ts";

/** A person who has only the invite `i` of the store. */
export async function newcomer(server: SpaceServer, name: string): Promise<Member> {
  const user = `new-${name}`;
  await server.store.createUser({ id: user, name, appearance: "000000000", lang: "en", owner: false, createdAt: 1 });
  await server.store.useInvite("i", user, Date.now());
  return server.anotherSession({ user, name, role: "participant", cookie: "", caller: { fetch: () => Promise.reject(new Error("none")) } });
}

/** A request of a member, with its answer. */
export const ask = async (
  member: Member,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> => {
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await member.caller.fetch(path, { method, ...sent });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
export const join = (server: SpaceServer, member: Member) =>
  ask(member, "POST", `/api/spaces/${server.space}/join`, { protocol: 1, build: "dev", lang: "en" });

export interface Waits {
  ws: WebSocket;
  /** Everything that came: its protocol code, and its message where it is one. */
  came: { code: number; bytes: Buffer; type?: string; message?: unknown }[];
  closed: Promise<number>;
  last<K extends keyof LobbyDown>(type: K): LobbyDown[K] | undefined;
}

/** Takes a seat in the lobby. @param opened every socket, to be closed by the test @throws the code of a refusal */
export async function wait(server: SpaceServer, member: Member, opened: WebSocket[]): Promise<Waits> {
  const { status, body } = await ask(member, "POST", `/api/spaces/${server.space}/lobby`, {});
  if (status !== 200) throw new Error(String(body["code"]));
  const { processId, roomId, sessionId } = body["reservation"] as { processId: string; roomId: string; sessionId: string };
  const ws = new WebSocket(`${server.url.replace("http", "ws")}/${processId}/${roomId}?sessionId=${sessionId}`, {
    headers: { cookie: member.cookie, origin: server.url },
  });
  opened.push(ws);
  ws.on("error", () => undefined);
  const waits: Waits = {
    ws,
    came: [],
    closed: new Promise((resolve) => ws.once("close", resolve)),
    last: (type) => waits.came.findLast((one) => one.type === type)?.message as never,
  };
  ws.on("message", (data: Buffer) => {
    const code = data[0] ?? 0;
    if (code === Protocol.JOIN_ROOM) ws.send(Uint8Array.of(Protocol.JOIN_ROOM));
    const length = (data[1] ?? 0) & 0x1f;
    const words =
      code === Protocol.ROOM_DATA ? { type: data.toString("utf8", 2, 2 + length), message: unpack(data.subarray(2 + length)) } : {};
    waits.came.push({ code, bytes: data, ...words });
  });
  const refused = waits.closed.then((code) => {
    throw new Error(`refused: ${code}`);
  });
  refused.catch(() => undefined);
  await Promise.race([until("one waits", () => waits.last("waiting") !== undefined), refused]);
  return waits;
}
