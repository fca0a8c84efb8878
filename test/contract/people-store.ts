/** What every SpaceStore promises about people. Run on each adapter by `space-store.test.ts`. */
import { beforeEach, describe, expect, it } from "vitest";
import type { ReportRow } from "../../server/ports/people-store.ts";
import { type SpaceStore, StorageError } from "../../server/ports/space-store.ts";
import type { Role } from "../../shared/domain/permissions.ts";
import { invite, space, user } from "./rows.ts";

/** @param open a store with nothing in it; the suite closes it */
export function peopleStoreContract(name: string, open: () => Promise<SpaceStore>): void {
  describe(`${name}: people`, () => {
    let store: SpaceStore;
    beforeEach(async () => {
      store = await open();
      return () => store.close();
    });

    it("lists the members of a space, longest first; when they became one never changes", async () => {
      await store.createSpace(space("s"));
      for (const id of ["ana", "bor"]) await store.createUser(user(id));
      await store.putMembership({ space: "s", user: "bor", role: "trainer", ejectedUntil: null, since: 20 });
      await store.putMembership({ space: "s", user: "ana", role: "participant", ejectedUntil: null, since: 10 });
      await store.putMembership({ space: "s", user: "bor", role: "cotrainer", ejectedUntil: 5, since: 1 });
      expect(await store.members("s")).toEqual([
        {
          space: "s",
          user: "ana",
          name: "Name of ana",
          role: "participant",
          ejectedUntil: null,
          since: 10,
          banned: false,
          waits: false,
          asks: null,
        },
        {
          space: "s",
          user: "bor",
          name: "Name of bor",
          role: "cotrainer",
          ejectedUntil: 5,
          since: 20,
          banned: false,
          waits: false,
          asks: null,
        },
      ]);
      expect(await store.members("other")).toEqual([]);
    });

    it("[LM1] changes a role only as the roles of that moment allow", async () => {
      await store.createSpace(space("s"));
      for (const [id, role] of [
        ["olga", "owner"],
        ["tina", "trainer"],
        ["gal", "participant"],
      ] as const) {
        await store.createUser(user(id));
        await store.putMembership({ space: "s", user: id, role, ejectedUntil: null });
      }
      await store.createUser(user("stranger"));
      const wish = (by: string, whom: string, role: Role) => store.changeRole({ space: "s", by, user: whom, role });
      expect(await wish("gal", "gal", "trainer")).toBe("forbidden");
      expect(await wish("tina", "olga", "participant")).toBe("forbidden");
      expect(await wish("tina", "gal", "owner")).toBe("forbidden");
      expect(await wish("stranger", "gal", "cotrainer")).toBe("forbidden");
      expect(await wish("olga", "stranger", "cotrainer")).toBe("not_found");
      expect(await wish("olga", "olga", "trainer")).toBe("last_owner");
      expect(await wish("tina", "gal", "cotrainer")).toBe("done");
      expect((await store.membership("s", "gal"))?.role).toBe("cotrainer");
      expect(await wish("tina", "tina", "observer")).toBe("done");
      expect(await wish("tina", "gal", "participant")).toBe("forbidden");
    });

    it("[LM2] two owners who demote each other at once leave one; a space changes hands whole or not at all", async () => {
      await store.createSpace(space("s"));
      for (const id of ["olga", "oton"]) {
        await store.createUser(user(id));
        await store.putMembership({ space: "s", user: id, role: "owner", ejectedUntil: null });
      }
      const outcomes = await Promise.all([
        store.changeRole({ space: "s", by: "olga", user: "oton", role: "participant" }),
        store.changeRole({ space: "s", by: "oton", user: "olga", role: "participant" }),
        store.changeRole({ space: "s", by: "olga", user: "olga", role: "trainer" }),
      ]);
      expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
      const owners = (await store.members("s")).filter(({ role }) => role === "owner");
      expect(owners).toHaveLength(1);
      const [last] = owners.map(({ user: id }) => id);
      const other = last === "olga" ? "oton" : "olga";
      expect(await store.handOver({ space: "s", by: other, user: last ?? "" })).toBe("forbidden");
      expect(await store.handOver({ space: "s", by: last ?? "", user: "nobody" })).toBe("not_found");
      expect(await store.handOver({ space: "s", by: last ?? "", user: other })).toBe("done");
      expect((await store.membership("s", other))?.role).toBe("owner");
      expect((await store.membership("s", last ?? ""))?.role).toBe("trainer");
    });

    it("[LM2] the organisation's owner is an owner of each space, whatever is asked", async () => {
      await store.createSpace(space("s"));
      await store.createUser(user("org", { owner: true }));
      await store.createUser(user("olga"));
      await store.putMembership({ space: "s", user: "olga", role: "owner", ejectedUntil: null });
      expect(await store.changeRole({ space: "s", by: "olga", user: "org", role: "participant" })).toBe("forbidden");
      expect(await store.changeRole({ space: "s", by: "org", user: "olga", role: "participant" })).toBe("done");
      expect(await store.handOver({ space: "s", by: "org", user: "olga" })).toBe("done");
    });

    it("[LM8] a ban stays through other writes, and the invite by which they came leads to the lobby", async () => {
      await store.createSpace(space("s"));
      for (const id of ["gal", "new"]) await store.createUser(user(id));
      await store.createInvite(invite("i"));
      await store.useInvite("i", "gal", 1);
      expect(await store.membership("s", "gal")).toMatchObject({ banned: false, waits: false, invite: "i" });
      await store.setBanned("s", "gal", true);
      await store.putMembership({ space: "s", user: "gal", role: "participant", ejectedUntil: 7 });
      await store.useInvite("i", "gal", 1);
      expect(await store.membership("s", "gal")).toMatchObject({ banned: true, waits: false, ejectedUntil: 7 });
      expect((await store.invite("i"))?.lobby).toBe(true);
      await store.useInvite("i", "new", 1);
      expect(await store.membership("s", "new")).toMatchObject({ banned: false, waits: true });
      // The desk reads who waits, and how many belong here, without reading everybody.
      expect(await store.doorstep("s")).toEqual({
        members: 2,
        waiting: [{ user: "new", name: (await store.user("new"))?.name, as: null }],
      });
      await store.setWaiting("s", "new", false);
      expect((await store.doorstep("s")).waiting).toEqual([]);
      await store.setBanned("s", "gal", false);
      expect((await store.members("s")).map(({ banned, waits }) => banned || waits)).toEqual([false, false]);
      expect(await store.invite("i")).toMatchObject({ lobby: false, guarded: false });
    });

    it("[LM104] an invite is guarded as long as somebody who came by it is banned; one that leads to the lobby by itself goes on doing so", async () => {
      await store.createSpace(space("s"));
      for (const id of ["gal", "ana", "bor", "new", "late"]) await store.createUser(user(id));
      await store.createInvite(invite("i"));
      await store.createInvite(invite("l", { lobby: true }));
      for (const id of ["gal", "ana"]) await store.useInvite("i", id, 1);
      await store.useInvite("l", "bor", 1);
      const kinds = async () =>
        [await store.invite("i"), ...(await store.invites("s")).filter(({ id }) => id === "l")].map((row) => [row?.lobby, row?.guarded]);
      for (const id of ["gal", "ana", "bor"]) await store.setBanned("s", id, true);
      expect(await kinds()).toEqual([
        [true, true],
        [true, true],
      ]);
      expect((await store.inviteByHash("hash-i"))?.lobby).toBe(true);
      await store.setBanned("s", "gal", false);
      await store.useInvite("i", "new", 2);
      expect(await kinds()).toEqual([
        [true, true],
        [true, true],
      ]);
      for (const id of ["ana", "bor"]) await store.setBanned("s", id, false);
      expect(await kinds()).toEqual([
        [false, false],
        [true, false],
      ]);
      await store.useInvite("i", "late", 3);
      expect([(await store.membership("s", "new"))?.waits, (await store.membership("s", "late"))?.waits]).toEqual([true, false]);
    });

    it("[LM100] being put out touches nothing else of a membership, and makes nobody a member", async () => {
      await store.createSpace(space("s"));
      for (const id of ["gal", "new"]) await store.createUser(user(id));
      await store.putMembership({ space: "s", user: "gal", role: "trainer", ejectedUntil: null, since: 3 });
      await store.setBanned("s", "gal", true);
      await store.setEjected("s", "gal", 7);
      expect(await store.membership("s", "gal")).toMatchObject({ role: "trainer", ejectedUntil: 7, since: 3, banned: true });
      await store.setEjected("s", "gal", null);
      expect((await store.membership("s", "gal"))?.ejectedUntil).toBeNull();
      await store.setEjected("s", "new", 7);
      expect(await store.membership("s", "new")).toBeNull();
    });

    it("[AC62] keeps what a member accepted and who sits beside them through other writes, and an invite's kind", async () => {
      await store.createSpace(space("s"));
      for (const id of ["gal", "new"]) await store.createUser(user(id));
      await store.createInvite(invite("i", { opensEarly: true, shared: true }));
      expect(await store.inviteByHash("hash-i")).toEqual(invite("i", { opensEarly: true, shared: true }));
      await store.useInvite("i", "gal", 1);
      expect(await store.membership("s", "gal")).toMatchObject({ conduct: null, party: null });
      await store.acceptConduct("s", "gal", "hash");
      await store.setParty("s", "gal", { names: ["Žan", "Ūla"], until: 9 });
      await store.putMembership({ space: "s", user: "gal", role: "observer", ejectedUntil: 7 });
      await store.setBanned("s", "gal", false);
      await store.useInvite("i", "gal", 2);
      expect(await store.membership("s", "gal")).toMatchObject({ conduct: "hash", party: { names: ["Žan", "Ūla"], until: 9 } });
      await store.setParty("s", "gal", null);
      expect((await store.membership("s", "gal"))?.party).toBeNull();
      // Of somebody who is no member nothing is kept.
      await store.acceptConduct("s", "new", "hash");
      expect(await store.membership("s", "new")).toBeNull();
    });

    it("[AC20] keeps a batch of invites whole or not at all", async () => {
      await store.createSpace(space("s"));
      await store.createInvites([invite("a", { label: "Ana Ž", usesLeft: 1 }), invite("b", { label: "Bor" })]);
      expect(await store.inviteByHash("hash-a")).toEqual(invite("a", { label: "Ana Ž", usesLeft: 1 }));
      await expect(store.createInvites([invite("c"), invite("a")])).rejects.toThrow(StorageError);
      expect((await store.invites("s")).map(({ id }) => id).toSorted()).toEqual(["a", "b"]);
    });

    it("[LM4] keeps who blocks whom, both ways to be asked, until it is taken back or one is erased", async () => {
      for (const id of ["ana", "bor", "cid"]) await store.createUser(user(id));
      await store.setBlock("ana", "bor", true, 1);
      await store.setBlock("ana", "bor", true, 2);
      await store.setBlock("cid", "ana", true, 3);
      expect(await store.blocks("ana")).toEqual({ mine: ["bor"], by: ["cid"] });
      expect(await store.blocks("bor")).toEqual({ mine: [], by: ["ana"] });
      await store.setBlock("ana", "bor", false, 4);
      await store.deleteUser("cid");
      expect(await store.blocks("ana")).toEqual({ mine: [], by: [] });
      await expect(store.setBlock("ana", "nobody", true, 1)).rejects.toThrow(StorageError);
    });

    it("[LM41] keeps a list of words for each language, as it was written last", async () => {
      await store.setWordList("sl", ["ena", "dva*"]);
      await store.setWordList("de", ["eins"]);
      await store.setWordList("sl", ["tri", 'šč "„🙂']);
      expect(await store.wordLists()).toEqual([
        { lang: "de", words: ["eins"] },
        { lang: "sl", words: ["tri", 'šč "„🙂'] },
      ]);
      await store.setWordList("de", null);
      await store.setWordList("sl", []);
      expect(await store.wordLists()).toEqual([{ lang: "sl", words: [] }]);
    });

    it("[LM43] a held line is taken by one alone, and goes with its writer", async () => {
      await store.createSpace(space("s"));
      for (const id of ["ana", "bor"]) await store.createUser(user(id));
      const line = (id: string, at: number, writer: string) => ({
        id,
        space: "s",
        place: "house",
        at,
        user: writer,
        name: "Ana",
        text: "grdo 🙁",
        lang: "sl",
        draft: `draft ${id}`,
      });
      for (const [id, at, writer] of [
        ["b", 2, "ana"],
        ["a", 1, "ana"],
        ["c", 3, "bor"],
      ] as const)
        await store.holdLine(line(id, at, writer));
      await expect(store.holdLine(line("a", 9, "bor"))).rejects.toThrow(StorageError);
      await expect(store.holdLine(line("d", 9, "nobody"))).rejects.toThrow(StorageError);
      expect(await store.heldLines("s")).toEqual([line("a", 1, "ana"), line("b", 2, "ana"), line("c", 3, "bor")]);
      expect(await store.takeHeldLine("other", "a")).toBeNull();
      const taken = await Promise.all([store.takeHeldLine("s", "a"), store.takeHeldLine("s", "a")]);
      expect(taken.filter((one) => one !== null)).toEqual([line("a", 1, "ana")]);
      await store.deleteUser("ana");
      expect((await store.heldLines("s")).map(({ id }) => id)).toEqual(["c"]);
    });

    it("[LM118] keeps how a session was led, the last that was written, until its space or its time goes", async () => {
      await store.createSpace(space("s"));
      expect(await store.sessionOrder("s")).toBeNull();
      await store.putSessionOrder("s", "first", 1);
      await store.putSessionOrder("s", "second", 2);
      await store.putSessionOrder("gone", "x", 3);
      expect([await store.sessionOrder("s"), await store.sessionOrder("gone")]).toEqual([{ facts: "second", at: 2 }, null]);
      await store.forget({ ownerCodes: 0, sessions: 0, chat: 2, reports: 0 });
      expect(await store.sessionOrder("s")).not.toBeNull();
      await store.forget({ ownerCodes: 0, sessions: 0, chat: 3, reports: 0 });
      expect(await store.sessionOrder("s")).toBeNull();
      await store.putSessionOrder("s", "third", 4);
      await store.deleteSpace("s");
      expect(await store.sessionOrder("s")).toBeNull();
    });

    const reportRow = (id: string, at: number, facts: Partial<ReportRow> = {}): ReportRow => ({
      id,
      space: "s",
      at,
      reporter: "ana",
      about: "bor",
      why: "insult",
      text: "grdo 🙁",
      context: [{ at: 1, name: "Bor", text: "…" }],
      closedAt: null,
      ...facts,
    });

    it("[LM9] keeps reports, open ones first, and closes each once; who is erased is no longer in them", async () => {
      await store.createSpace(space("s"));
      for (const id of ["ana", "bor"]) await store.createUser(user(id));
      const report = (id: string, at: number) => store.addReport(reportRow(id, at));
      await report("a", 1);
      await report("b", 2);
      await report("c", 3);
      expect(await store.closeReport("s", "c", "tina", 9)).toBe(true);
      expect(await store.closeReport("s", "c", "tina", 9)).toBe(false);
      expect(await store.closeReport("other", "a", "tina", 9)).toBe(false);
      const rows = await store.reports("s", "tina", 10);
      expect(rows.map(({ id }) => id)).toEqual(["b", "a", "c"]);
      expect(rows[0]).toMatchObject({ reporter: "ana", about: "bor", why: "insult", text: "grdo 🙁", context: [{ name: "Bor" }] });
      await store.deleteUser("ana");
      expect((await store.reports("s", "tina", 1))[0]).toMatchObject({ reporter: null, about: "bor" });
    });

    it("[LM115] gives what people reported before what Kartu did, nothing about the reader, and counts and closes beyond what it gives", async () => {
      await store.createSpace(space("s"));
      for (const id of ["ana", "bor"]) await store.createUser(user(id));
      await store.addReport(reportRow("first", 1));
      await store.addReport(reportRow("to nobody", 2, { about: null }));
      for (const [id, at] of [
        ["read", 3],
        ["newer", 4],
      ] as const)
        await store.addReport(reportRow(id, at, { reporter: null, why: "board" }));
      await store.addReport(reportRow("closed", 9, { closedAt: 10 }));
      expect((await store.reports("s", "tina", 9)).map(({ id }) => id)).toEqual(["to nobody", "first", "newer", "read", "closed"]);
      expect((await store.reports("s", "tina", 1)).map(({ id }) => id)).toEqual(["to nobody"]);
      expect(await store.countReports("s", "tina")).toEqual({ open: 4, closed: 1 });
      expect((await store.reports("s", "bor", 9)).map(({ id }) => id)).toEqual(["to nobody"]);
      expect(await store.countReports("s", "bor")).toEqual({ open: 1, closed: 0 });
      expect(await store.countReports("other", "tina")).toEqual({ open: 0, closed: 0 });
      expect(await store.closeReport("s", "first", "bor", 11)).toBe(false);
      expect(await store.closeReport("s", "first", "tina", 11)).toBe(true);
      expect(await store.closeReport("s", "to nobody", "bor", 11)).toBe(true);
      expect(await store.countReports("s", "tina")).toEqual({ open: 2, closed: 3 });
    });

    it("[LM115] writes no more open reports of one person than it is asked to, also at once; [LM116] without those whose words have gone", async () => {
      for (const id of ["s", "other"]) await store.createSpace(space(id));
      for (const id of ["ana", "bor"]) await store.createUser(user(id));
      const at = (n: number, facts: Partial<ReportRow> = {}) => store.addReport(reportRow(`${n}`, n, facts), 2);
      expect(await Promise.all([at(1), at(2), at(3)])).toEqual([true, true, false]);
      expect(await at(4, { space: "other" })).toBe(true);
      expect(await at(5, { reporter: "bor" })).toBe(true);
      for (const n of [6, 7, 8]) expect(await at(n, { reporter: null, why: "board" })).toBe(true);
      expect((await store.countReports("s", "")).open).toBe(6);
      await store.closeReport("s", "1", "tina", 9);
      expect([await at(10), await at(11)]).toEqual([true, false]);
      await store.forget({ ownerCodes: 0, sessions: 0, chat: 3, reports: 0 });
      expect([await at(12), await at(13)]).toEqual([true, false]);
    });

    it("[LM116] open reports lose their words with the chat of their age, and stay; closed ones keep theirs for as long as they are kept", async () => {
      await store.createSpace(space("s"));
      for (const id of ["ana", "bor"]) await store.createUser(user(id));
      for (const [id, at, closedAt] of [
        ["old", 1, null],
        ["closed", 1, 50],
        ["young", 10, null],
      ] as const)
        await store.addReport(reportRow(id, at, { closedAt }));
      const bounds = { ownerCodes: 0, sessions: 0, chat: 10, reports: 0 };
      expect(await store.forget(bounds)).toMatchObject({ reports: 0, reportWords: 1 });
      expect(await store.forget(bounds)).toMatchObject({ reports: 0, reportWords: 0 });
      expect(await store.reports("s", "tina", 9)).toEqual([
        reportRow("young", 10),
        reportRow("old", 1, { text: "", context: null }),
        reportRow("closed", 1, { closedAt: 50 }),
      ]);
      expect(await store.closeReport("s", "old", "tina", 60)).toBe(true);
      expect(await store.forget({ ...bounds, reports: 61 })).toMatchObject({ reports: 2, reportWords: 0 });
    });

    it("[LM10] the log holds random names of people, the same within a space, and forgets the way back with the person", async () => {
      for (const id of ["tina", "gal"]) await store.createUser(user(id));
      const add = (id: string, on: string, at: number) =>
        store.addAudit({ id, space: on, at, actor: "tina", target: "gal", action: "eject", facts: { minutes: 60 } });
      await add("1", "s", 1);
      await add("2", "s", 2);
      await add("3", "other", 3);
      await store.deleteUser("gal");
      await add("4", "s", 4);
      await expect(add("4", "s", 5)).rejects.toThrow(StorageError);
      const [first, second, fourth] = await store.audit("s", 10);
      expect([first?.id, second?.id, fourth?.id]).toEqual(["1", "2", "4"]);
      expect(second).toEqual({ ...first, id: "2", at: 2 });
      expect(first).toMatchObject({ action: "eject", facts: { minutes: 60 } });
      expect(fourth?.actor).toBe(first?.actor);
      expect(fourth?.target).not.toBe(first?.target);
      const [elsewhere] = await store.audit("other", 10);
      const names = [first?.actor, first?.target, elsewhere?.actor, elsewhere?.target];
      expect(new Set([...names, "tina", "gal", ""]).size).toBe(7);
      expect((await store.audit("s", 1)).map(({ id }) => id)).toEqual(["4"]);
    });
  });
}
