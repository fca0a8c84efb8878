/** The restore drill: a real server with people in it, backed up while it runs, destroyed, restored by the commands, and everything is there. */
import { readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { ELEMENTS } from "../../../shared/board/board.ts";
import type { BoardElement } from "../../../shared/board/element.ts";
import { seeded } from "../../../shared/domain/seeded.ts";
import { cli } from "../../support/cli.ts";
import { type Bot, buildOf, openBot } from "../../support/bots/bot.ts";
import { callerAt } from "../../support/bots/guest.ts";
import { guestSession, newDataFolder, newSpace, ownerSession, type Person, type SpawnedServer, spawnServer } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { rectangle, socketOf } from "../boards/harness.ts";

let dataFolder = "";
let away = "";
let server: SpawnedServer | undefined;
const ends: (() => void)[] = [];
beforeEach(async () => {
  dataFolder = await newDataFolder();
  away = await newDataFolder();
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await server?.close();
  await Promise.all([dataFolder, away].map((folder) => rm(folder, { recursive: true, force: true })));
});

async function inside(at: SpawnedServer, who: Person, space: string): Promise<Bot> {
  const guest = { origin: at.url, cookie: who.cookie, space, caller: callerAt(at.url, { cookie: who.cookie }) };
  const bot = await openBot(guest, await buildOf(guest), seeded(1));
  ends.push(() => bot.session.leave());
  return bot;
}

interface Drawing {
  elements: Y.Map<BoardElement>;
  end(): void;
}

async function board(at: SpawnedServer, who: Person, space: string): Promise<Drawing> {
  const { boards } = (await who.call("GET /api/spaces/:space/places", { params: { space } })).body;
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`${at.url.replace("http", "ws")}/board`, `${space}/${boards[0]?.id}`, doc, {
    WebSocketPolyfill: socketOf(null, { cookie: who.cookie, origin: at.url }),
    disableBc: true,
  });
  const end = (): void => {
    provider.destroy();
    doc.destroy();
  };
  ends.push(end);
  await until("the board is in sync", () => provider.synced);
  return { elements: doc.getMap<BoardElement>(ELEMENTS), end };
}

const saidBy = (bot: Bot): string[] => bot.stores.$chat.get().flatMap((line) => (line.state === "sent" ? [line.text] : []));

it("[OP24] spaces, people, sessions, chat and boards are there after backup, loss of the folder, and restore", {
  timeout: 120_000,
}, async () => {
  server = await spawnServer({ dataFolder });
  const owner = await ownerSession(server);
  const rooms = [await newSpace(owner, "Hiša"), await newSpace(owner, "Vrt")];
  const space = rooms[0]?.id ?? "";
  const guest = await guestSession(server, owner, space, { name: "Nika" });

  const bot = await inside(server, guest, space);
  for (const text of ["Živjo", "as on every day 🙂"]) bot.session.say(text);
  await until("the chat is on the disk", () => saidBy(bot).length === 2);
  const drawing = await board(server, guest, space);
  for (const id of ["a", "b", "c"]) drawing.elements.set(id, rectangle(id));
  await inside(server, owner, space);
  const seen = await board(server, owner, space);
  await until("another sees the drawing, so it is on the disk", () => seen.elements.size === 3);

  const env = { KARTU_DATA: dataFolder };
  const backedUp = await cli("backup", [away], env);
  expect(backedUp.stderr).toBe("");
  const file = join(away, readdirSync(away).find((name) => name.endsWith(".db")) ?? "");
  expect((await cli("restore", [file], env)).stderr).toMatch(/^A Kartu is running on the data folder/);

  // What comes after the backup is lost with the folder.
  drawing.elements.set("after", rectangle("after"));
  await until("another sees what came after", () => seen.elements.size === 4);
  for (const end of ends.splice(0)) end();
  await server.kill9();
  await rm(dataFolder, { recursive: true });

  expect((await cli("restore", [file, "--verify"], env)).stdout).toContain("spaces: 2, people: 2, lines of chat: 2, boards: 1");
  const restored = await cli("restore", [file], env);
  expect([restored.code, restored.stderr]).toEqual([0, ""]);
  await server.restart();

  expect((await owner.call("GET /api/me")).body.spaces.map(({ name }) => name)).toEqual(["Hiša", "Vrt"]);
  expect((await guest.call("GET /api/me")).body).toMatchObject({ name: "Nika", spaces: [{ id: space, role: "participant" }] });
  const back = await inside(server, guest, space);
  await until("the chat is told to whoever comes", () => saidBy(back).length > 0);
  expect(saidBy(back)).toEqual(["Živjo", "as on every day 🙂"]);
  const again = await board(server, guest, space);
  expect(Object.fromEntries(again.elements.entries())).toEqual({ a: rectangle("a"), b: rectangle("b"), c: rectangle("c") });
  // And it goes on: new work is taken.
  again.elements.set("d", rectangle("d"));
  await inside(server, owner, space);
  const other = await board(server, owner, space);
  await until("the board goes on", () => other.elements.has("d"));
});
