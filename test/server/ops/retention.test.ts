import { rm } from "node:fs/promises";
import { afterEach, describe, expect, it } from "vitest";
import { MemorySpaceStore } from "../../../server/adapters/memory/space-store.ts";
import { CHAT_LIFE, REPORT_LIFE, sweep } from "../../../server/commands/retention.ts";
import { SESSION_IDLE } from "../../../server/commands/sessions.ts";
import { type InProcessServer, newDataFolder, startTestServer } from "../../support/server.ts";
import { until } from "../../support/until.ts";

const DAY = 86_400_000;
const line = (seq: number, at: number) => ({ seq, at, person: 1, name: "Ana", text: "živjo", lang: "sl" });

let server: InProcessServer | undefined;
const folders: string[] = [];
afterEach(async () => {
  await server?.close();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

describe("the daily sweep", () => {
  it("[ST8] [LM45] keeps what is a moment short of its time", async () => {
    const store = new MemorySpaceStore();
    const now = 1_000 * DAY;
    await store.createUser({ id: "ana", name: "Ana", appearance: "", lang: "sl", owner: false, createdAt: 1 });
    await store.createSession({ hash: "kept", user: "ana", createdAt: 1, seenAt: now - SESSION_IDLE });
    await store.createSession({ hash: "over", user: "ana", createdAt: 1, seenAt: now - SESSION_IDLE - 1 });
    await store.putOwnerCode("over", now);
    await store.appendChat("s", "house", line(1, now - CHAT_LIFE - 1));
    await store.appendChat("s", "house", line(2, now - CHAT_LIFE));
    const held = { space: "s", place: "house", user: "ana", name: "Ana", text: "…", lang: "en", draft: "1" };
    await store.holdLine({ ...held, id: "over", at: now - CHAT_LIFE - 1 });
    await store.holdLine({ ...held, id: "kept", at: now - CHAT_LIFE });
    const report = { space: "s", at: 1, reporter: "ana", about: null, why: "other", text: "…", context: [] } as const;
    for (const [id, closedAt] of [
      ["over", now - REPORT_LIFE - 1],
      ["kept", now - REPORT_LIFE],
      ["open", null],
    ] as const)
      await store.addReport({ ...report, context: [], id, closedAt });
    const forgot: number[] = [];
    const clock = { now: () => now, mono: () => 0 };
    expect(await sweep({ store, clock }, { forgetChatBefore: (at) => forgot.push(at) })).toEqual({
      ownerCodes: 1,
      sessions: 1,
      chatLines: 1,
      heldLines: 1,
      reports: 1,
      reportWords: 1,
    });
    expect(forgot).toEqual([now - CHAT_LIFE]);
    expect((await store.session("kept"))?.user.id).toBe("ana");
    expect((await store.heldLines("s")).map(({ id }) => id)).toEqual(["kept"]);
    expect((await store.reports("s", "", 9)).map(({ id }) => id)).toEqual(["open", "kept"]);
    expect((await store.chat("s", "house", 9)).map(({ seq }) => seq)).toEqual([2]);
  });

  it("[ST8] comes at each start of the server", async () => {
    const dataFolder = await newDataFolder();
    folders.push(dataFolder);
    server = await startTestServer({ dataFolder, clock: { now: () => 0, mono: () => performance.now() } });
    const { store } = server.kartu.ports;
    await store.createUser({ id: "ana", name: "Ana", appearance: "", lang: "sl", owner: false, createdAt: 0 });
    for (const [hash, seenAt] of [
      ["idle", 0],
      ["in use", 10],
    ] as const)
      await store.createSession({ hash, user: "ana", createdAt: 0, seenAt });
    await server.close();
    server = await startTestServer({ dataFolder, clock: { now: () => SESSION_IDLE + 1, mono: () => performance.now() } });
    const again = server.kartu.ports.store;
    await until("the idle session is forgotten", async () => (await again.session("idle")) === null);
    expect(await again.session("in use")).not.toBeNull();
  });
});
