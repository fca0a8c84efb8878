/** What every SpaceStore promises. Run on each adapter by `space-store.test.ts`. */
import { FIRST_SETTINGS } from "../../shared/domain/space-settings.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { CHAT_KEPT, type SpaceStore, StorageError, type UserRow } from "../../server/ports/space-store.ts";
import { invite, space, user } from "./rows.ts";
import type { Role } from "../../shared/domain/permissions.ts";
import type { ChatLine } from "../../shared/protocol/messages.ts";

const line = (seq: number): ChatLine => ({ seq, at: 1_000 + seq, person: 7, name: "Ana", text: `vrstica ${seq} 🙂`, lang: "sl" });

/** @param open a store with nothing in it; the suite closes it */
export function spaceStoreContract(name: string, open: () => Promise<SpaceStore>): void {
  describe(name, () => {
    let store: SpaceStore;
    beforeEach(async () => {
      store = await open();
      return () => store.close();
    });

    it("keeps users as they are, and changes only what may change", async () => {
      const ana = user("ana", { owner: true, createdAt: 1_790_000_000_000 });
      await store.createUser(ana);
      expect(await store.user("ana")).toEqual(ana);
      expect(await store.user("nobody")).toBeNull();
      await store.updateUser("ana", { ...ana, name: "Ana\u0301 Ž", appearance: "012345678", lang: "lt", owner: false } as UserRow);
      expect(await store.user("ana")).toEqual({ ...ana, name: "Ana\u0301 Ž", appearance: "012345678", lang: "lt" });
      await expect(store.createUser(user("ana"))).rejects.toThrow(StorageError);
      expect((await store.owners()).map((row) => row.id)).toEqual(["ana"]);
    });

    it("a row handed out is a copy", async () => {
      await store.createSpace(space("s"));
      const got = await store.space("s");
      if (got) got.settings.admitsMinors = false;
      expect((await store.space("s"))?.settings.admitsMinors).toBe(true);
    });

    it("knows a session and its person, until it is forgotten", async () => {
      await store.createUser(user("ana"));
      const session = { hash: "h", user: "ana", createdAt: 5, seenAt: 5, shared: false, device: "", confirmedAt: 0 };
      await store.createSession(session);
      expect(await store.session("h")).toEqual({ session, user: user("ana") });
      await store.touchSession("h", 9);
      expect((await store.session("h"))?.session.seenAt).toBe(9);
      await store.deleteSession("h");
      expect(await store.session("h")).toBeNull();
      await expect(store.createSession({ ...session, user: "nobody" })).rejects.toThrow(StorageError);
    });

    it("erases a person with their sessions, memberships and place", async () => {
      await store.createUser(user("ana"));
      await store.createSpace(space("s"));
      await store.createSession({ hash: "h", user: "ana", createdAt: 5, seenAt: 5 });
      await store.putMembership({ space: "s", user: "ana", role: "participant", ejectedUntil: null });
      await store.putStands([{ space: "s", user: "ana", place: "house", x: 1, y: 2, at: 3 }]);
      await store.deleteUser("ana");
      expect([
        await store.user("ana"),
        await store.session("h"),
        await store.membership("s", "ana"),
        await store.stand("s", "ana"),
      ]).toEqual([null, null, null, null]);
      // Written by a room that had not heard of it yet: no error, and nobody stands there.
      await store.putStands([{ space: "s", user: "ana", place: "house", x: 1, y: 2, at: 4 }]);
      expect(await store.stand("s", "ana")).toBeNull();
    });

    it("[AC2] gives an owner code to one of many who ask at once, and to nobody after its end", async () => {
      await store.putOwnerCode("c", 100);
      const asked = await Promise.all(Array.from({ length: 10 }, () => store.takeOwnerCode("c", 50)));
      expect(asked.filter(Boolean)).toHaveLength(1);
      await store.putOwnerCode("old", 100);
      expect(await store.takeOwnerCode("old", 100)).toBe(false);
      expect(await store.takeOwnerCode("never", 1)).toBe(false);
    });

    it("keeps spaces in the order they were made, and changes one field alone", async () => {
      await store.createSpace(space("b", { createdAt: 2 }));
      await store.createSpace(space("a", { createdAt: 1 }));
      expect((await store.spaces()).map((row) => row.id)).toEqual(["a", "b"]);
      await store.updateSpace("a", { settings: { ...FIRST_SETTINGS, admitsMinors: false, acceptsVisibleAddresses: true } });
      await store.updateSpace("b", { name: "Drugi" });
      expect(await store.space("a")).toEqual(
        space("a", { settings: { ...FIRST_SETTINGS, admitsMinors: false, acceptsVisibleAddresses: true } }),
      );
      expect((await store.space("b"))?.name).toBe("Drugi");
      expect((await store.space("b"))?.settings).toEqual(space("b").settings);
    });

    it("finds invites by hash and id, and revokes them", async () => {
      await store.createSpace(space("s"));
      const row = invite("i", { expiresAt: 1_790_000_000_000, usesLeft: 3, role: "trainer" });
      await store.createInvite(row);
      expect(await store.inviteByHash("hash-i")).toEqual(row);
      expect(await store.inviteByHash("i")).toBeNull();
      await store.revokeInvite("i");
      expect(await store.invite("i")).toEqual({ ...row, revoked: true });
      await expect(store.createInvite(invite("j", { space: "none" }))).rejects.toThrow(StorageError);
    });

    it("[AC6] lets in exactly as many as an invite allows, however many come at once", async () => {
      await store.createSpace(space("s"));
      await store.createInvite(invite("i", { usesLeft: 3 }));
      const people = Array.from({ length: 12 }, (_, n) => `u${n}`);
      for (const id of people) await store.createUser(user(id));
      const let_in = await Promise.all(people.map((id) => store.useInvite("i", id, 1)));
      expect(let_in.filter(Boolean)).toHaveLength(3);
      expect((await store.invite("i"))?.usesLeft).toBe(0);
      const members = await Promise.all(people.map((id) => store.membership("s", id)));
      expect(members.map((row) => row !== null)).toEqual(let_in);
    });

    it("lets a guest in whole or not at all: person, use, membership and session", async () => {
      await store.createSpace(space("s"));
      await store.createInvite(invite("i", { usesLeft: 2 }));
      await store.createInvite(invite("over", { expiresAt: 10 }));
      const enter = (id: string, by = "i", hash = `h-${id}`) =>
        store.enterAsGuest({ invite: by, user: user(id), session: { hash, user: id, createdAt: 1, seenAt: 1 }, now: 10 });
      const entered = await Promise.all(["a", "b", "c", "d"].map((id) => enter(id)));
      expect(entered.filter(Boolean)).toHaveLength(2);
      expect([await enter("e", "over"), await enter("e", "unknown")]).toEqual([false, false]);
      for (const [n, id] of ["a", "b", "c", "d"].entries()) {
        const there = [await store.user(id), await store.membership("s", id), await store.session(`h-${id}`)].map((row) => row !== null);
        expect([id, ...there]).toEqual([id, ...Array<boolean>(3).fill(entered[n] === true)]);
      }
      expect(await store.user("e")).toBeNull();
      expect((await store.invite("i"))?.usesLeft).toBe(0);
    });

    it("[LM103] who comes in the browser of somebody banned waits in the lobby, also by an invite that leads in", async () => {
      await store.createSpace(space("s"));
      await store.createInvite(invite("i"));
      const enter = (id: string, guarded?: boolean) =>
        store.enterAsGuest({
          invite: "i",
          user: user(id),
          session: { hash: `h-${id}`, user: id, createdAt: 1, seenAt: 1 },
          now: 10,
          ...(guarded === undefined ? {} : { guarded }),
        });
      expect([await enter("a", true), await enter("b", false), await enter("c")]).toEqual([true, true, true]);
      const members = await Promise.all(["a", "b", "c"].map((id) => store.membership("s", id)));
      expect(members.map((row) => [row?.waits, row?.guarded])).toEqual([
        [true, true],
        [false, false],
        [false, false],
      ]);
      await store.setWaiting("s", "a", false);
      expect(await store.membership("s", "a")).toMatchObject({ waits: false, guarded: true });
    });

    it("takes no use of who is a member, unless the invite raises them", async () => {
      await store.createSpace(space("s"));
      await store.createUser(user("ana"));
      await store.createInvite(invite("guest", { usesLeft: 1 }));
      await store.createInvite(invite("train", { role: "trainer", usesLeft: 1 }));
      expect(await store.useInvite("guest", "ana", 1)).toBe(true);
      expect(await store.useInvite("guest", "ana", 1)).toBe(true);
      await store.putMembership({ space: "s", user: "ana", role: "participant", ejectedUntil: 99 });
      expect(await store.useInvite("train", "ana", 1)).toBe(true);
      expect(await store.membership("s", "ana")).toMatchObject({ space: "s", user: "ana", role: "trainer", ejectedUntil: 99, since: 1 });
      expect(await store.useInvite("guest", "ana", 1)).toBe(true);
      expect((await store.membership("s", "ana"))?.role).toBe("trainer");
      expect((await store.invite("train"))?.usesLeft).toBe(0);
    });

    it("[LM101] no invite from before raises a role that was set by hand, a younger one does", async () => {
      await store.createSpace(space("s"));
      for (const id of ["olga", "ana", "bor"]) await store.createUser(user(id));
      await store.putMembership({ space: "s", user: "olga", role: "owner", ejectedUntil: null });
      await store.createInvite(invite("train", { role: "trainer", usesLeft: 9, createdAt: 5 }));
      await store.createInvite(invite("other", { role: "cotrainer", createdAt: 7 }));
      await store.useInvite("train", "ana", 10);
      const be = (who: string, role: Role) => store.changeRole({ space: "s", by: "olga", user: who, role });
      expect(await be("ana", "participant")).toBe("done");
      // Again, and one that they have not opened yet.
      for (const id of ["train", "other"]) expect(await store.useInvite(id, "ana", 11)).toBe(true);
      expect((await store.membership("s", "ana"))?.role).toBe("participant");
      expect((await store.invite("train"))?.usesLeft).toBe(8);
      // Compared among invites: whatever the host's clock says.
      await store.createInvite(invite("later", { role: "cotrainer", createdAt: 8 }));
      expect(await store.useInvite("later", "ana", 12)).toBe(true);
      expect((await store.membership("s", "ana"))?.role).toBe("cotrainer");
      // Who hands a space over is a trainer by hand; others are not touched by any of it.
      expect(await store.handOver({ space: "s", by: "olga", user: "ana" })).toBe("done");
      expect(await store.membership("s", "olga")).toMatchObject({ role: "trainer", roleAfter: 8 });
      await store.useInvite("train", "bor", 13);
      expect(await store.membership("s", "bor")).toMatchObject({ role: "trainer", roleAfter: 0 });
    });

    it("[LM102] an invite to the lobby asks for its role of who is in, once and for one use; the answer stands", async () => {
      await store.createSpace(space("s"));
      for (const id of ["tina", "cole", "ana", "new"]) await store.createUser(user(id));
      await store.putMembership({ space: "s", user: "tina", role: "trainer", ejectedUntil: null, since: 1 });
      await store.putMembership({ space: "s", user: "cole", role: "cotrainer", ejectedUntil: null, since: 1 });
      await store.putMembership({ space: "s", user: "ana", role: "participant", ejectedUntil: null, since: 2 });
      await store.createInvite(invite("i", { role: "trainer", lobby: true, usesLeft: 2, createdAt: 5 }));
      const answer = (by: string, agreed: boolean, who = "ana") => store.answerAsk({ space: "s", by, user: who, agreed });
      expect(await answer("tina", true)).toBe("not_found");
      for (let n = 0; n < 2; n++) expect(await store.useInvite("i", "ana", 6)).toBe(true);
      expect(await store.membership("s", "ana")).toMatchObject({ role: "participant", asks: "trainer", waits: false });
      expect((await store.invite("i"))?.usesLeft).toBe(1);
      // Who comes anew waits in the lobby for all of it.
      await store.useInvite("i", "new", 7);
      expect(await store.membership("s", "new")).toMatchObject({ role: "trainer", asks: null, waits: true });
      expect((await store.doorstep("s")).waiting).toEqual([
        { user: "ana", name: "Name of ana", as: "trainer" },
        { user: "new", name: "Name of new", as: null },
      ]);
      expect((await store.members("s")).map(({ asks }) => asks)).toEqual([null, null, "trainer", null]);
      expect([await answer("cole", true), await answer("ana", true)]).toEqual(["forbidden", "forbidden"]);
      expect(await answer("tina", true)).toBe("trainer");
      expect(await store.membership("s", "ana")).toMatchObject({ role: "trainer", asks: null, roleAfter: 5 });

      // A no stands, too; a role that is set by hand is an answer, and so is a ban.
      await store.createInvite(invite("j", { role: "trainer", lobby: true, createdAt: 6 }));
      await store.useInvite("j", "cole", 8);
      expect(await answer("ana", false, "cole")).toBe("cotrainer");
      await store.useInvite("j", "cole", 9);
      expect(await store.membership("s", "cole")).toMatchObject({ role: "cotrainer", asks: null });
      await store.createInvite(invite("k", { role: "trainer", lobby: true, createdAt: 7 }));
      await store.useInvite("k", "cole", 10);
      await store.changeRole({ space: "s", by: "tina", user: "cole", role: "observer" });
      expect((await store.membership("s", "cole"))?.asks).toBeNull();
      await store.createInvite(invite("l", { role: "cotrainer", lobby: true, createdAt: 8 }));
      await store.useInvite("l", "cole", 11);
      await store.setBanned("s", "cole", true);
      expect(await store.membership("s", "cole")).toMatchObject({ role: "observer", asks: null });
      // Given without a question, what was asked is asked no more.
      await store.setBanned("s", "cole", false);
      await store.useInvite("l", "cole", 12);
      await store.createInvite(invite("m", { role: "trainer", createdAt: 9 }));
      await store.useInvite("m", "cole", 13);
      expect(await store.membership("s", "cole")).toMatchObject({ role: "trainer", asks: null });
    });

    it("lets nobody in by an invite that is revoked, over or unknown", async () => {
      await store.createSpace(space("s"));
      await store.createUser(user("ana"));
      await store.createInvite(invite("over", { expiresAt: 10 }));
      await store.createInvite(invite("revoked", { revoked: true }));
      expect(await store.useInvite("over", "ana", 10)).toBe(false);
      expect(await store.useInvite("revoked", "ana", 1)).toBe(false);
      expect(await store.useInvite("unknown", "ana", 1)).toBe(false);
      expect(await store.membership("s", "ana")).toBeNull();
      expect(await store.useInvite("over", "ana", 9)).toBe(true);
    });

    it("lists a person's spaces with their names", async () => {
      await store.createUser(user("ana"));
      await store.createSpace(space("b", { name: "Drugi", createdAt: 2 }));
      await store.createSpace(space("a", { createdAt: 1 }));
      await store.putMembership({ space: "b", user: "ana", role: "trainer", ejectedUntil: null });
      await store.putMembership({ space: "a", user: "ana", role: "observer", ejectedUntil: 77 });
      expect(await store.memberships("ana")).toEqual([
        {
          space: "a",
          user: "ana",
          role: "observer",
          ejectedUntil: 77,
          since: 0,
          banned: false,
          waits: false,
          roleAfter: 0,
          asks: null,
          guarded: false,
          invite: null,
          conduct: null,
          party: null,
          spaceName: "Hiša",
        },
        {
          space: "b",
          user: "ana",
          role: "trainer",
          ejectedUntil: null,
          since: 0,
          banned: false,
          waits: false,
          roleAfter: 0,
          asks: null,
          guarded: false,
          invite: null,
          conduct: null,
          party: null,
          spaceName: "Drugi",
        },
      ]);
    });

    it("remembers where each one stood last", async () => {
      await store.createSpace(space("s"));
      await store.createUser(user("ana"));
      await store.createUser(user("bor"));
      await store.putStands([
        { space: "s", user: "ana", place: "house", x: 12.125, y: 7, at: 1 },
        { space: "s", user: "bor", place: "garden", x: 1, y: 2, at: 1 },
      ]);
      await store.putStands([{ space: "s", user: "ana", place: "garden", x: 300.5, y: 0.25, at: 2 }]);
      await store.putStands([]);
      expect(await store.stand("s", "ana")).toEqual({ space: "s", user: "ana", place: "garden", x: 300.5, y: 0.25, at: 2 });
      expect((await store.stand("s", "bor"))?.place).toBe("garden");
      expect(await store.stand("other", "ana")).toBeNull();
    });

    it("[ST3] keeps the last lines of each place's chat, in order, and no more", async () => {
      await store.createSpace(space("s"));
      for (let seq = 1; seq <= CHAT_KEPT + 5; seq++) await store.appendChat("s", "house", line(seq));
      await store.appendChat("s", "garden", line(1));
      const last = await store.chat("s", "house", 3);
      expect(last).toEqual([line(CHAT_KEPT + 3), line(CHAT_KEPT + 4), line(CHAT_KEPT + 5)]);
      const all = await store.chat("s", "house", 1_000);
      expect([all.length, all[0]?.seq]).toEqual([CHAT_KEPT, 6]);
      expect(await store.chat("s", "garden", 10)).toEqual([line(1)]);
      await store.appendChat("s", "garden", line(2), "ana");
      expect(await store.chatAuthors("s", "garden")).toEqual([{ seq: 2, user: "ana" }]);
      expect(await store.chat("s", "house", 0)).toEqual([]);
      await expect(store.appendChat("s", "garden", line(1))).rejects.toThrow(StorageError);
    });

    it("[ST8] forgets owner codes that ended, sessions that nobody used and chat that is too old, and nothing else", async () => {
      await store.createSpace(space("s"));
      await store.createUser(user("ana"));
      for (const [hash, at] of [
        ["ended", 99],
        ["ends now", 100],
        ["good", 101],
      ] as const) {
        await store.putOwnerCode(hash, at);
        await store.createSession({ hash, user: "ana", createdAt: 1, seenAt: at });
      }
      for (let seq = 1; seq <= 4; seq++) await store.appendChat("s", "house", line(seq));
      await store.appendChat("s", "garden", line(1));
      const held = { space: "s", place: "house", user: "ana", name: "Ana", text: "…", lang: "en", draft: "1" };
      await store.holdLine({ ...held, id: "old", at: 1_002 });
      await store.holdLine({ ...held, id: "young", at: 1_003 });
      for (const [id, closedAt] of [
        ["long ago", 49],
        ["of late", 50],
        ["open", null],
      ] as const)
        await store.addReport({ id, space: "s", at: 1, reporter: null, about: null, why: "other", text: "", context: [], closedAt });
      expect(await store.forget({ ownerCodes: 100, sessions: 100, chat: 1_003, reports: 50 })).toEqual({
        ownerCodes: 2,
        sessions: 1,
        chatLines: 3,
        heldLines: 1,
        reports: 1,
        reportWords: 1,
      });
      expect((await store.heldLines("s")).map(({ id }) => id)).toEqual(["young"]);
      expect((await store.reports("s", "", 9)).map(({ id }) => id)).toEqual(["open", "of late"]);
      expect(await store.takeOwnerCode("ends now", 1)).toBe(false);
      expect(await store.takeOwnerCode("good", 1)).toBe(true);
      expect(await store.session("ended")).toBeNull();
      expect((await store.session("ends now"))?.user.id).toBe("ana");
      expect(await store.chat("s", "house", 10)).toEqual([line(3), line(4)]);
      expect(await store.chat("s", "garden", 10)).toEqual([]);
      expect(await store.forget({ ownerCodes: 100, sessions: 100, chat: 1_003, reports: 0 })).toEqual({
        ownerCodes: 0,
        sessions: 0,
        chatLines: 0,
        heldLines: 0,
        reports: 0,
        reportWords: 0,
      });
      await store.appendChat("s", "garden", line(1));
    });

    it("[ST4] refuses with StorageError once it is closed", async () => {
      await store.close();
      await expect(store.createUser(user("ana"))).rejects.toThrow(StorageError);
      await expect(store.user("ana")).rejects.toThrow(StorageError);
      await store.close();
    });
  });
}
