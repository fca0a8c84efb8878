/** What every log of boards must do. */
import { mkdtemp, rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MemoryBoardLog } from "../../server/adapters/memory/board-log.ts";
import { sqliteBoardLog } from "../../server/adapters/sqlite/board-log.ts";
import { type Database, openDatabase } from "../../server/adapters/sqlite/database.ts";
import type { BoardLog, BoardUpdateRow } from "../../server/ports/board-log.ts";
import { StorageError } from "../../server/ports/space-store.ts";

interface Subject {
  log: BoardLog;
  /** Flips a bit of a stored update, or of the snapshot (seq 0). */
  damage(board: string, seq: number): Promise<void>;
  /** Makes the disk refuse; a fresh log of a folder too small. */
  fill(): Promise<BoardLog>;
  end(): Promise<void>;
}

async function memory(): Promise<Subject> {
  const log = new MemoryBoardLog();
  return {
    log,
    damage: async (board, seq) => log.damage(board, seq),
    fill: async () => {
      log.failing = true;
      return log;
    },
    end: () => log.close(),
  };
}

async function sqlite(): Promise<Subject> {
  const dataFolder = await mkdtemp(join(tmpdir(), "kartu-boards-"));
  const databases: Database[] = [await openDatabase({ dataFolder, alone: false })];
  const log = sqliteBoardLog(databases[0] as Database);
  return {
    log,
    damage: async (board, seq) => {
      const db = new DatabaseSync(join(dataFolder, "kartu.db"));
      const [table, column, where] = seq === 0 ? ["doc_snapshot", "state", "doc = ?"] : ["doc_update", "data", `doc = ? and seq = ${seq}`];
      const data = db.prepare(`select ${column} as data from ${table} where ${where}`).get(board)?.["data"];
      if (!(data instanceof Uint8Array)) throw new Error(`nothing stored under ${board} ${seq}`);
      data[0] = (data[0] ?? 0) ^ 1;
      db.prepare(`update ${table} set ${column} = ? where ${where}`).run(data, board);
      db.close();
    },
    fill: async () => {
      const full = await openDatabase({ dataFolder, alone: false, maxPages: 1 });
      databases.push(full);
      return sqliteBoardLog(full);
    },
    end: async () => {
      for (const database of databases) await database.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

const row = (board: string, ...data: number[]): BoardUpdateRow => ({ board, data: Uint8Array.from(data), author: "u1", at: 1_000 });

describe.each([
  ["memory", memory],
  ["sqlite", sqlite],
])("a board's log: %s", (_name, make) => {
  let subject: Subject;
  beforeEach(async () => {
    subject = await make();
  });
  afterEach(() => subject.end());

  it("knows nothing of a board that nobody has drawn on", async () => {
    expect(await subject.log.load("s/b")).toEqual({ snapshot: null, updates: [], lastSeq: 0 });
  });

  it("[BD13] gives back what was appended, in order, each board by itself", async () => {
    const entry = fc.record({ board: fc.constantFrom("s/a", "s/b", "t/a"), data: fc.uint8Array({ minLength: 1, maxLength: 200 }) });
    const held = new Map<string, Uint8Array[]>();
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 20 }), async (entries) => {
        const seqs = await subject.log.append(entries.map(({ board, data }) => ({ board, data, author: "u1", at: 5 })));
        expect(seqs).toHaveLength(entries.length);
        for (const [i, { board, data }] of entries.entries()) {
          const list = held.get(board) ?? [];
          list.push(data);
          held.set(board, list);
          expect(seqs[i]).toBe(list.length);
        }
        for (const [board, updates] of held)
          expect((await subject.log.load(board)).updates.map((u) => [...u])).toEqual(updates.map((u) => [...u]));
      }),
      { numRuns: 20 },
    );
  });

  it("replaces rows by a state, and goes on counting", async () => {
    await subject.log.append([row("s/b", 1), row("s/b", 2), row("s/b", 3)]);
    await subject.log.compact("s/b", 2, Uint8Array.of(12));
    expect(await subject.log.load("s/b")).toEqual({ snapshot: Uint8Array.of(12), updates: [Uint8Array.of(3)], lastSeq: 3 });
    await subject.log.compact("s/b", 3, Uint8Array.of(123));
    expect(await subject.log.load("s/b")).toEqual({ snapshot: Uint8Array.of(123), updates: [], lastSeq: 3 });
    expect(await subject.log.append([row("s/b", 4)])).toEqual([4]);
    expect((await subject.log.load("s/b")).updates).toEqual([Uint8Array.of(4)]);
  });

  it("[DK4] says when somebody last changed a board, also when the rows have become a state", async () => {
    const { log } = subject;
    await log.append([{ ...row("s/a", 1), at: 5_000 }, { ...row("s/a", 2), at: 7_000 }, row("s/b", 1)]);
    await log.append([
      { ...row("s/a", 3), author: "", at: 9_000 },
      { ...row("s/empty", 1), author: "" },
    ]);
    expect(await log.changedAt(["s/a", "s/b", "s/empty", "s/none"])).toEqual({ "s/a": 7_000, "s/b": 1_000 });
    await log.compact("s/a", 3, Uint8Array.of(123));
    await log.compact("s/a", 3, Uint8Array.of(123));
    expect(await log.changedAt(["s/a"])).toEqual({ "s/a": 7_000 });
    await log.append([{ ...row("s/a", 4), at: 8_000 }]);
    expect(await log.changedAt(["s/a"])).toEqual({ "s/a": 8_000 });
  });

  it("[BD14] a damaged row is noticed and named, and other boards are not touched by it", async () => {
    await subject.log.append([row("s/b", 1), row("s/b", 2), row("s/c", 3)]);
    await subject.damage("s/b", 2);
    await expect(subject.log.load("s/b")).rejects.toThrow(StorageError);
    await expect(subject.log.load("s/b")).rejects.toThrow(/s\/b.*update 2/);
    expect((await subject.log.load("s/c")).updates).toHaveLength(1);
    await subject.log.compact("s/c", 1, Uint8Array.of(3));
    await subject.damage("s/c", 0);
    await expect(subject.log.load("s/c")).rejects.toThrow(/s\/c.*snapshot up to 1/);
  });

  it("[BD15] a batch that the disk refuses leaves nothing of itself behind", async () => {
    await subject.log.append([row("s/b", 1)]);
    const full = await subject.fill();
    const big = { ...row("s/b"), data: new Uint8Array(200_000) };
    await expect(full.append([row("s/b", 2), big])).rejects.toThrow(StorageError);
    expect((await subject.log.load("s/b")).updates).toEqual([Uint8Array.of(1)]);
  });
});
