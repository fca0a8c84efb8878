/** What every store promises of accounts. Run on each adapter by `space-store.test.ts`. */
import { beforeEach, describe, expect, it } from "vitest";
import type { OneTimeCode, PasskeyRow } from "../../server/ports/account-store.ts";
import type { SpaceStore } from "../../server/ports/space-store.ts";
import { invite, space, user } from "./rows.ts";

const key = (id: string, more: Partial<PasskeyRow> = {}): PasskeyRow => ({
  id,
  user: "ana",
  publicKey: new Uint8Array([1, 2, 255]),
  counter: 0,
  transports: ["internal", "hybrid"],
  name: "Phone",
  createdAt: 5,
  usedAt: null,
  ...more,
});
const code = (id: string, more: Partial<OneTimeCode> = {}): OneTimeCode => ({
  id,
  hash: `hash-${id}`,
  kind: "member",
  user: null,
  label: "Maja",
  createdAt: 1,
  expiresAt: 100,
  ...more,
});

/** @param open a store with nothing in it; the suite closes it */
export function accountStoreContract(name: string, open: () => Promise<SpaceStore>): void {
  describe(`accounts, ${name}`, () => {
    let store: SpaceStore;
    beforeEach(async () => {
      store = await open();
      for (const id of ["ana", "bor", "eva"]) await store.createUser(user(id, { owner: id !== "eva", createdAt: id === "ana" ? 1 : 2 }));
      return () => store.close();
    });

    it("keeps ways to log in, a log-in name for one person only", async () => {
      expect(await store.login("ana")).toBeNull();
      expect(await store.putLogin({ user: "ana", name: "ana", password: "p" })).toBe("done");
      expect(await store.putLogin({ user: "bor", name: "ana", password: "q" })).toBe("taken");
      const both = await Promise.all(["bor", "eva"].map((id) => store.putLogin({ user: id, name: "b", password: null })));
      expect(both.toSorted()).toEqual(["done", "taken"]);
      expect(await store.putLogin({ user: "ana", name: "ana", password: null })).toBe("done");
      expect(await store.loginByName("ana")).toEqual({ user: "ana", name: "ana", password: null });
      expect(await store.loginByName("nobody")).toBeNull();
      expect(await store.ways("ana")).toEqual({ password: false, passkeys: 0, recovery: 0 });
    });

    it("keeps passkeys as they are, each with one person", async () => {
      expect(await store.addPasskey(key("k"))).toBe(true);
      expect(await store.addPasskey(key("k", { user: "bor" }))).toBe(false);
      await store.addPasskey(key("l", { createdAt: 6 }));
      const kept = await store.passkey("k");
      expect(kept && { ...kept, publicKey: [...kept.publicKey] }).toEqual({ ...key("k"), publicKey: [1, 2, 255] });
      await store.passkeyUsed("k", 7, 99);
      expect(await store.passkey("k")).toMatchObject({ counter: 7, usedAt: 99 });
      expect([await store.namePasskey("bor", "k", "Mine"), await store.removePasskey("bor", "k")]).toEqual([false, false]);
      expect(await store.namePasskey("ana", "k", "Laptop")).toBe(true);
      expect((await store.passkeys("ana")).map((row) => row.name)).toEqual(["Laptop", "Phone"]);
      expect(await store.removePasskey("ana", "k")).toBe(true);
      expect((await store.ways("ana")).passkeys).toBe(1);
    });

    it("[AC33] each recovery code is taken by one of those who ask at once; new ones end the old", async () => {
      await store.putRecoveryCodes("ana", ["a", "b"]);
      await store.putRecoveryCodes("bor", ["c"]);
      expect(await store.takeRecoveryCode("a", "bor")).toBeNull();
      const taken = await Promise.all([1, 2, 3].map(() => store.takeRecoveryCode("a")));
      expect(taken.filter((one) => one === "ana")).toHaveLength(1);
      await store.putRecoveryCodes("ana", ["d"]);
      expect([await store.takeRecoveryCode("b"), await store.takeRecoveryCode("c"), await store.takeRecoveryCode("d", "ana")]).toEqual([
        null,
        "bor",
        "ana",
      ]);
      expect((await store.ways("ana")).recovery).toBe(0);
    });

    it("[AC35] lists a person's sessions and ends all but one", async () => {
      for (const [hash, seenAt] of [
        ["h1", 1],
        ["h2", 9],
        ["h3", 5],
      ] as const)
        await store.createSession({ hash, user: "ana", createdAt: 1, seenAt });
      await store.createSession({ hash: "other", user: "bor", createdAt: 1, seenAt: 1 });
      await store.confirmSession("h3", 77, "Firefox/Android");
      expect((await store.session("h3"))?.session).toMatchObject({ confirmedAt: 77, device: "Firefox/Android" });
      expect((await store.sessions("ana")).map(({ hash }) => hash)).toEqual(["h2", "h3", "h1"]);
      expect((await store.endSessions("ana", "h3")).toSorted()).toEqual(["h1", "h2"]);
      expect([await store.session("h1"), (await store.session("h3"))?.user.id, (await store.session("other"))?.user.id]).toEqual([
        null,
        "ana",
        "bor",
      ]);
    });

    it("[AC36] a member link makes one member, and only in its time", async () => {
      await store.createUser(user("iva"));
      for (const row of [code("m"), code("old", { expiresAt: 10 }), code("l", { kind: "login", user: "ana" })]) await store.putCode(row);
      expect((await store.codes("member", 10)).map(({ id }) => id)).toEqual(["m"]);
      expect(await store.takeMemberCode("hash-old", "eva", 10)).toBe(false);
      expect(await store.takeMemberCode("hash-l", "eva", 10)).toBe(false);
      const taken = await Promise.all(["eva", "iva"].map((id) => store.takeMemberCode("hash-m", id, 50)));
      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await Promise.all(["eva", "iva"].map((id) => store.isMember(id)))).toEqual(taken);
      expect(await store.takeLoginCode("hash-m", 50)).toBeNull();
      const logged = await Promise.all([1, 2].map(() => store.takeLoginCode("hash-l", 50)));
      expect(logged.filter((one) => one === "ana")).toHaveLength(1);
      await store.putCode(code("n"));
      expect(await store.forget({ ownerCodes: 100, sessions: 0, chat: 0, reports: 0 })).toMatchObject({ ownerCodes: 2 });
      expect(await store.codeByHash("hash-n")).toBeNull();
    });

    it("[AC37] two owners who demote each other at once leave one; the last one stays", async () => {
      const demote = (by: string, whom: string) => store.setOrgOwner({ by, user: whom, owner: false });
      expect((await Promise.all([demote("ana", "bor"), demote("bor", "ana")])).toSorted()).toEqual(["done", "forbidden"]);
      const [left] = await store.owners();
      expect(await demote(left?.id ?? "", left?.id ?? "")).toBe("last_org_owner");
      expect((await store.removeMember({ by: left?.id ?? "", user: left?.id ?? "" })).outcome).toBe("last_org_owner");
      expect((await store.orgMembers()).map(({ owner }) => owner)).toEqual([true, false]);
      expect(await store.setOrgOwner({ by: "eva", user: "eva", owner: true })).toBe("forbidden");
      expect(await store.setOrgOwner({ by: left?.id ?? "", user: "eva", owner: true })).toBe("not_found");
      await Promise.all(["ana", "bor"].map((id) => store.setOrgOwner({ by: left?.id ?? "", user: id, owner: true })));
      const both = await Promise.all(["ana", "bor"].map((id) => demote(id, id)));
      expect(both.toSorted()).toEqual(["done", "last_org_owner"]);
    });

    it("[AC37] who is removed has no way in any more; their name stays", async () => {
      await store.createSpace(space("s"));
      await store.putMembership({ space: "s", user: "bor", role: "owner", ejectedUntil: null });
      await store.putLogin({ user: "bor", name: "bor", password: "p" });
      await store.addPasskey(key("k", { user: "bor" }));
      await store.putRecoveryCodes("bor", ["c"]);
      await store.createSession({ hash: "h", user: "bor", createdAt: 1, seenAt: 1 });
      expect((await store.orgMembers()).find((row) => row.user === "bor")?.ready).toBe(true);
      expect(await store.removeMember({ by: "eva", user: "bor" })).toEqual({ outcome: "forbidden", ended: [] });
      expect(await store.removeMember({ by: "ana", user: "bor" })).toEqual({ outcome: "done", ended: ["h"] });
      expect(await store.isMember("bor")).toBe(false);
      expect(await store.ways("bor")).toEqual({ password: false, passkeys: 0, recovery: 0 });
      expect([await store.session("h"), await store.membership("s", "bor"), (await store.user("bor"))?.owner]).toEqual([null, null, false]);
    });

    it("[AC38] a deleted space is gone with what belongs to it, and no other", async () => {
      for (const id of ["s", "t"]) {
        await store.createSpace(space(id));
        await store.createInvite(invite(`i-${id}`, { space: id }));
        await store.putMembership({ space: id, user: "eva", role: "participant", ejectedUntil: null });
        await store.appendChat(id, "house", { seq: 1, at: 1, person: 1, name: "Eva", text: "hi", lang: "sl" });
        await store.putStands([{ space: id, user: "eva", place: "house", x: 1, y: 1, at: 1 }]);
      }
      await store.deleteSpace("s");
      await store.deleteSpace("s");
      expect([
        await store.space("s"),
        await store.invite("i-s"),
        await store.membership("s", "eva"),
        await store.stand("s", "eva"),
      ]).toEqual([null, null, null, null]);
      expect(await store.chat("s", "house", 9)).toEqual([]);
      expect((await store.memberships("eva")).map((row) => row.space)).toEqual(["t"]);
      expect([(await store.chat("t", "house", 9)).length, (await store.invite("i-t"))?.id, (await store.stand("t", "eva"))?.x]).toEqual([
        1,
        "i-t",
        1,
      ]);
    });

    it("organisation: empty at first, then what was written", async () => {
      expect(await store.organisation()).toEqual({ name: "", contact: "" });
      await store.putOrganisation({ name: "MC Kranj", contact: "01 234" });
      await store.putOrganisation({ name: "MC Kranj", contact: "" });
      expect(await store.organisation()).toEqual({ name: "MC Kranj", contact: "" });
    });
  });
}
