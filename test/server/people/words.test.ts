/** Words that do not belong here: names that are refused, lines that wait for those on duty, lists that an organisation edits. */
import { afterEach, describe, expect, it } from "vitest";
import { call } from "../../../client/net/api.ts";
import { MemorySpaceStore } from "../../../server/adapters/memory/space-store.ts";
import { BoardWords } from "../../../server/commands/space/board-words.ts";
import { WORDS_MAX } from "../../../shared/domain/words/lists.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { hall, yard } from "../../support/places.ts";
import { type RawSeat, type Seat, seated } from "../../support/raw-seat.ts";
import { guestSession, type InProcessServer, newSpace, ownerSession, startTestServer, visitor } from "../../support/server.ts";
import { type Member, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

const servers: { close(): Promise<unknown> }[] = [];
const seats: RawSeat[] = [];
afterEach(async () => {
  for (const seat of seats.splice(0)) seat.ws.close();
  for (const server of servers.splice(0)) await server.close();
});
async function start(store = new MemorySpaceStore()): Promise<SpaceServer> {
  const server = await startSpaceServer([hall(), yard()], { store });
  servers.push(server);
  return server;
}
async function sit(server: SpaceServer, who: Member | string, role?: Member["role"]): Promise<Seat> {
  const seat = await seated(server, who, role);
  seats.push(seat);
  return seat;
}
const chatOf = (seat: Seat): string[] => seat.words.flatMap((word) => (word.type === "chat" ? [word.message.text] : []));
const waiting = (seat: Seat): string[] => seat.last("review")?.lines.map(({ text }) => text) ?? [];

describe("such a word on a board", () => {
  it("[LM83] is reported to those on duty by itself, once for a while; not of those who lead, and plain words are not", async () => {
    const server = await start();
    const [tina, cole, ana] = [await sit(server, "Tina", "trainer"), await sit(server, "Cole", "cotrainer"), await sit(server, "Ana")];
    const boards = new BoardWords(server.running().deps);
    const wrote = (seat: Seat, text: string) => boards.wrote(server.space, seat.member.user, text);
    await wrote(ana, "A bench by the river");
    await wrote(cole, "f*ck");
    await wrote(ana, "what the f*ck is a fjord");
    await wrote(ana, "what the f*ck is a fjord?");
    await until("those on duty are told", () => [tina, cole].every((seat) => seat.last("report")?.about === ana.you));
    expect(tina.last("report")).toMatchObject({ by: 0, why: "board" });
    expect(ana.last("report")).toBeUndefined();
    const answer = await tina.member.caller.fetch(`/api/spaces/${server.space}/reports`, {});
    const { reports } = (await answer.json()) as { reports: unknown[] };
    expect(reports).toMatchObject([
      { reporter: null, about: { name: "Ana" }, why: "board", text: "what the f*ck is a fjord", context: [] },
    ]);
    expect(reports.length).toBe(1);
    ana.send("report", { person: cole.you, why: "board", text: "" });
    await until("no page says so", () => ana.last("refused")?.code === "bad_request");
  });
});

describe("a line with such a word", () => {
  it("[LM43] waits: its writer reads so, those on duty alone read it, and let it through or drop it", async () => {
    const server = await start();
    const [tina, ana, bor] = [await sit(server, "Tina", "cotrainer"), await sit(server, "Ana"), await sit(server, "Bor")];
    ana.send("chat", { draft: "1", text: "what the f u c k is a fjord" });
    await until("it waits", () => ana.last("held")?.state === "waits" && waiting(tina).length === 1);
    ana.send("chat", { draft: "1", text: "what the f u c k is a fjord" });
    ana.send("chat", { draft: "2", text: "hello" });
    await until("the next is said", () => chatOf(bor).includes("hello"));
    expect(waiting(tina)).toEqual(["what the f u c k is a fjord"]);
    expect([chatOf(bor), chatOf(ana), chatOf(tina)]).toEqual([["hello"], ["hello"], ["hello"]]);
    expect(JSON.stringify(bor.words)).not.toContain("fjord");

    bor.send("review", { line: tina.last("review")?.lines[0]?.id, pass: true });
    await until("not by Bor", () => bor.last("refused")?.code === "forbidden");
    tina.send("review", { line: tina.last("review")?.lines[0]?.id, pass: true });
    await until("all read it", () => [ana, bor, tina].every((seat) => chatOf(seat).at(-1)?.includes("fjord") === true));
    expect(ana.last("chat")).toMatchObject({ draft: "1", name: "Ana", person: ana.you });
    expect(waiting(tina)).toEqual([]);

    ana.send("chat", { draft: "3", text: "Kurwa mać" });
    await until("it waits", () => waiting(tina).length === 1);
    const line = tina.last("review")?.lines[0]?.id;
    tina.send("review", { line, pass: false });
    tina.send("review", { line, pass: true });
    await until("Ana reads that it was dropped", () => ana.last("held")?.state === "dropped");
    await until("once", () => tina.last("refused")?.code === "target_gone");
    tina.send("chat", { draft: "t", text: "Who leads may say fuck" });
    await until("who leads is not held", () => chatOf(bor).at(-1) === "Who leads may say fuck");
    expect(JSON.stringify(bor.words)).not.toContain("Kurwa");
    const answer = await (await server.member("Toni", "trainer")).caller.fetch(`/api/spaces/${server.space}/audit`, {});
    const log = (await answer.json()) as { entries: { action: string }[]; csv: string };
    expect(log.entries.map(({ action }) => action)).toEqual(["line_passed", "line_dropped"]);
    expect(log.csv).not.toMatch(/fjord|Kurwa/);
  });

  it("[LM43] with nobody on duty is not said, and its writer is told", async () => {
    const server = await start();
    const [ana, bor] = [await sit(server, "Ana"), await sit(server, "Bor")];
    ana.send("chat", { draft: "1", text: "fuck" });
    await until("it is refused", () => ana.last("refused")?.code === "chat_word");
    expect(ana.last("refused")?.draft).toBe("1");
    expect(chatOf(bor)).toEqual([]);
    expect(await server.store.heldLines(server.space)).toEqual([]);
  });

  it("[LM43] waits over a restart; its writer may be gone, and nobody who blocked them reads it", async () => {
    const store = new MemorySpaceStore();
    const before = await start(store);
    const [tina, ana, bor] = [await sit(before, "Tina", "trainer"), await sit(before, "Ana"), await sit(before, "Bor")];
    ana.send("chat", { draft: "1", text: "fuck it" });
    await until("it waits", () => waiting(tina).length === 1);
    bor.send("block", { person: ana.you, on: true });
    await until("Bor blocked Ana", () => bor.last("blocks")?.people.length === 1);
    for (const seat of seats.splice(0)) seat.ws.close(CLOSE.LEFT);
    await servers.pop()?.close();
    const server = await start(store);
    const again = async (member: Member) => sit(server, await server.anotherSession(member));
    const [tina2, bor2] = [await again(tina.member), await again(bor.member)];
    const cid = await sit(server, "Cid the third");
    await until("Tina reads that it waits", () => waiting(tina2).length === 1);
    expect(tina2.last("review")?.lines[0]).toMatchObject({ name: "Ana", person: 0 });
    tina2.send("review", { line: tina2.last("review")?.lines[0]?.id, pass: true });
    await until("Cid reads it", () => cid.last("chat")?.text === "fuck it");
    expect(cid.last("chat")).toMatchObject({ name: "Ana", person: 0 });
    tina2.send("chat", { draft: "9", text: "next" });
    await until("Bor reads on", () => chatOf(bor2).at(-1) === "next");
    expect(chatOf(bor2)).toEqual(["next"]);
  });

  it("[LM43] in writing that is read while it is typed the word is not passed on", async () => {
    const server = await start();
    const ana = await sit(server, "Ana");
    ana.send("write", { text: "well, fuck" });
    ana.send("wrote", { draft: "1", text: "well, fuck" });
    await until("it is refused", () => ana.last("refused")?.code === "line_word");
    expect(ana.last("refused")).toMatchObject({ of: "wrote" });
  });

  it("[LM43] nobody floods the queue", async () => {
    const server = await start();
    const [tina, ana] = [await sit(server, "Tina", "trainer"), await sit(server, "Ana")];
    for (let i = 0; i < 5; i++) ana.send("chat", { draft: `${i}`, text: `fuck ${i}` });
    await until("five wait", () => waiting(tina).length === 5);
    await until("the allowance is back", () => {
      if (ana.last("refused")?.code !== "chat_too_fast") ana.send("chat", { draft: `x${ana.words.length}`, text: "fuck more" });
      return ana.last("refused")?.code === "chat_too_fast";
    });
    expect(waiting(tina)).toHaveLength(5);
  });
});

describe("a blocked pair", () => {
  it("[LM44] is hidden from each other's page: neither is to show the other, nor their lines of before", async () => {
    const server = await start();
    const [ana, bor, cid] = [await sit(server, "Ana"), await sit(server, "Bor"), await sit(server, "Cid")];
    ana.send("chat", { draft: "1", text: "from Ana" });
    bor.send("chat", { draft: "1", text: "from Bor" });
    await until("all read both", () => chatOf(cid).length === 2);
    ana.send("block", { person: bor.you, on: true });
    await until("both pages are told", () => ana.last("unseen") !== undefined && bor.last("unseen") !== undefined);
    expect(ana.last("unseen")).toMatchObject({ people: [bor.you], chat: [{ text: "from Ana" }] });
    expect(bor.last("unseen")).toMatchObject({ people: [ana.you], chat: [{ text: "from Bor" }] });
    expect([bor.last("blocks"), cid.last("unseen")]).toEqual([undefined, undefined]);
    ana.send("block", { person: bor.you, on: false });
    await until("and are seen again", () => ana.last("unseen")?.people.length === 0 && bor.last("unseen")?.people.length === 0);
    expect(ana.last("unseen")?.chat).toHaveLength(2);
  });
});

describe("names and lists", () => {
  let server: InProcessServer;
  const open = async (): Promise<{ owner: Awaited<ReturnType<typeof ownerSession>>; space: string }> => {
    server = await startTestServer({ inMemory: true });
    servers.push(server);
    const owner = await ownerSession(server);
    await owner.call("PATCH /api/me", { body: { name: "Ajda", appearance: "000000000", lang: "sl" } });
    return { owner, space: (await newSpace(owner)).id };
  };

  it("[LM42] a name with such a word, or one that looks like that of somebody who leads, is refused, also inside; leads may share a name", async () => {
    const { owner, space } = await open();
    const invite = await owner.call("POST /api/spaces/:space/invites", {
      params: { space },
      body: { role: "participant", days: null, uses: null },
    });
    const { code } = invite.body;
    await guestSession(server, owner, space, { name: "Tina", role: "trainer" });
    await guestSession(server, owner, space, { name: "Tina", role: "cotrainer" });
    const enter = async (name: string): Promise<string> => {
      const body = { code, name, appearance: "000000000", lang: "en", asMe: false };
      const answer = await visitor(server).call("POST /api/invites/enter", { body });
      return answer.status === 200 ? "ok" : (answer.body as unknown as { code: string }).code;
    };
    const answers = async (names: string[]) => Promise.all(names.map(enter));
    expect(await answers(["Tina", "ТIΝА", "T i n a ✨", "Tіna", "t1na", "ajda"])).toEqual(Array(6).fill("name_of_lead"));
    expect(await answers(["Fuck", "kurwa mać", "f.u.c.k", "kurw\u200bа"])).toEqual(Array(4).fill("name_word"));
    expect(await answers(["Tina K.", "Tina2", "Иван", "عمر", "王小明", "किरण", "🦊"])).toEqual(Array(7).fill("ok"));

    const guest = await guestSession(server, owner, space, { name: "Bor", code });
    const rename = async (name: string): Promise<unknown> =>
      (await guest.call("PATCH /api/me", { body: { name, appearance: "000000000", lang: "en" } })).body;
    expect(await rename("TINA")).toMatchObject({ code: "name_of_lead" });
    expect(await rename("Whore")).toMatchObject({ code: "name_word" });
    expect(await rename("Borut")).toMatchObject({ name: "Borut" });
    const trainer = await guestSession(server, owner, space, { name: "Toni", role: "trainer" });
    const own = await trainer.call("PATCH /api/me", { body: { name: "TONI", appearance: "000000000", lang: "en" } });
    expect(own.body).toMatchObject({ name: "TONI" });
  });

  it("[LM41] lists are edited by those who keep the organisation, in force at once, within bounds", async () => {
    const { owner, space } = await open();
    const trainer = await guestSession(server, owner, space, { role: "trainer" });
    const guest = await guestSession(server, owner, space, { name: "Bor" });
    const put = (who: typeof owner, lang: string, words: string[] | null) =>
      call("POST /api/words/:lang", { params: { lang }, body: { words } }, who);
    const rename = async (name: string): Promise<string> => {
      const answer = await guest.call("PATCH /api/me", { body: { name, appearance: "000000000", lang: "en" } });
      return answer.status === 200 ? "ok" : (answer.body as unknown as { code: string }).code;
    };
    expect(await put(guest, "sl", ["krompir"])).toEqual({ ok: false, code: "forbidden" });
    expect(await rename("Krompir")).toBe("ok");
    const made = await put(trainer, "sl", ["  krompir* ", "", "krompir*"]);
    expect(made.ok && made.value.lists.find(({ lang }) => lang === "sl")).toEqual({ lang: "sl", words: ["krompir*"], own: true });
    expect([await rename("KROMPIRČEK"), await rename("Kurba"), await rename("Fuck")]).toEqual(["name_word", "ok", "name_word"]);
    expect((await put(owner, "sl", null)).ok).toBe(true);
    expect([await rename("Kurba"), await rename("Krompir")]).toEqual(["name_word", "ok"]);
    expect((await put(owner, "uk", ["картопля"])).ok).toBe(true);
    expect(await rename("КАРТОПЛЯ")).toBe("name_word");

    expect(await put(owner, "de", ["gut", "a*"])).toEqual({ ok: false, code: "words_line", params: { line: 2 } });
    const short = Array.from({ length: 4_000 }, (_, i) => `w${i}`);
    expect(await put(owner, "de", short)).toEqual({ ok: false, code: "words_too_many", params: { max: WORDS_MAX } });
    // Ten thousand lines are more than a request may hold: refused before they are read.
    expect(
      await put(
        owner,
        "de",
        Array.from({ length: 10_000 }, (_, i) => `word${i}`),
      ),
    ).toMatchObject({ ok: false, code: "too_large" });
    expect(await put(owner, "de", ["x".repeat(20_001)])).toMatchObject({ ok: false, code: "bad_request" });
    expect(await put(owner, "not a language", ["wort"])).toMatchObject({ ok: false, code: "bad_request" });
    expect(await rename("Wort")).toBe("ok");
  });
});
