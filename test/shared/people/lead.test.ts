import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { followLead, giveLead, type Lead, LEAD_GONE_MS, type Leader, NO_LEAD, takeLead } from "../../../shared/domain/lead.ts";
import { can, ROLES } from "../../../shared/domain/permissions.ts";
import { roleRefusal } from "../../../shared/domain/roles.ts";

const one = (user: string, role: Leader["role"], since = 0, present = true): Leader => ({ user, role, since, present });
const away = (leader: Leader): Leader => ({ ...leader, present: false });

describe("the lead of a session", () => {
  const tina = one("tina", "trainer", 5);
  const olga = one("olga", "owner", 1);
  const cole = one("cole", "cotrainer", 9);
  const gal = one("gal", "participant", 0);

  it("[LM3] somebody of the organisation opens; after 8 s without them a co-trainer stands in, and never a participant", () => {
    let lead = followLead(NO_LEAD, [gal, cole, tina], 0);
    expect(lead.holder?.user).toBe("tina");
    lead = followLead(lead, [gal, cole, away(tina), olga], 100);
    lead = followLead(lead, [gal, cole, away(tina), olga], 100 + LEAD_GONE_MS - 1);
    expect(lead.standIn).toBeNull();
    lead = followLead(lead, [gal, cole, olga], 100 + LEAD_GONE_MS);
    expect([lead.holder?.user, lead.standIn?.user]).toEqual(["tina", "cole"]);
    // Back: still both, until one tap.
    lead = followLead(lead, [gal, cole, tina], 60_000);
    expect([lead.holder?.user, lead.standIn?.user]).toEqual(["tina", "cole"]);
    expect(takeLead(lead, cole, [gal, cole, tina])).toBeNull();
    expect(takeLead(lead, tina, [gal, cole, tina])).toEqual({ holder: { user: "tina", goneAt: null }, standIn: null });
    // Without a co-trainer the longest-standing member of the organisation; with nobody, nobody.
    const gone: Lead = { holder: { user: "tina", goneAt: 0 }, standIn: null };
    expect(followLead(gone, [gal, olga, one("tom", "trainer", 3)], 9_000).standIn?.user).toBe("olga");
    expect(followLead(gone, [gal, one("obi", "observer")], 9_000).standIn).toBeNull();
  });

  it("[LM117] of a line that died without a word the 8 s begin with its last sign of life; a silence that ends is none", () => {
    let lead = followLead(NO_LEAD, [cole, tina], 0);
    lead = followLead(lead, [cole, { ...tina, silentSince: 1_000 }], 8_999);
    expect(lead.holder?.goneAt).toBeNull();
    expect(followLead(lead, [cole, { ...tina, silentSince: null }], 9_500).standIn).toBeNull();
    lead = followLead(lead, [cole, { ...away(tina), silentSince: 1_000 }], 1_000 + LEAD_GONE_MS);
    expect([lead.holder?.user, lead.standIn?.user]).toEqual(["tina", "cole"]);
  });

  it("[LM3] is given only to those who may lead and are there, by those who hold it or stand above", () => {
    const lead = followLead(NO_LEAD, [tina, cole], 0);
    expect(giveLead(lead, cole, cole)).toBe("forbidden");
    expect(giveLead(lead, gal, gal)).toBe("forbidden");
    expect(giveLead(lead, tina, gal)).toBe("cannot_lead");
    expect(giveLead(lead, tina, away(cole))).toBe("cannot_lead");
    expect(giveLead(lead, tina, cole)).toEqual({ holder: { user: "cole", goneAt: null }, standIn: null });
  });

  it("[LM3] whatever happens to links and roles, nobody leads who may not, and within 8 s somebody leads who is there if anybody can", () => {
    const people = ["a", "b", "c", "d"];
    const step = fc.record({
      dt: fc.integer({ min: 0, max: 6_000 }),
      who: fc.constantFrom(...people),
      role: fc.constantFrom(...ROLES),
      present: fc.boolean(),
      takes: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const all = new Map<string, Leader>(people.map((user, i) => [user, one(user, "participant", i, false)]));
        let lead = NO_LEAD;
        let now = 0;
        for (const { dt, who, role, present, takes } of steps) {
          now += dt;
          all.set(who, { ...(all.get(who) as Leader), role, present });
          const list = [...all.values()];
          lead = followLead(lead, list, now);
          const before = lead;
          if (takes) lead = takeLead(lead, all.get(who) as Leader, list) ?? lead;
          if (takes && !can(role, "lead.hold")) expect(lead).toBe(before);
          for (const leading of [lead.holder, lead.standIn])
            if (leading !== null) expect(can((all.get(leading.user) as Leader).role, "lead.hold")).toBe(true);
          expect(lead.standIn?.user).not.toBe(lead.holder?.user ?? "nobody");
          // Nothing more happens for as long as both may be gone.
          let later = followLead(lead, list, now);
          later = followLead(later, list, now + LEAD_GONE_MS);
          later = followLead(later, list, now + LEAD_GONE_MS);
          const able = list.filter((leader) => leader.present && can(leader.role, "lead.hold"));
          const leads = [later.holder?.user, later.standIn?.user].filter((user) => user !== undefined && all.get(user)?.present);
          expect(leads.length > 0).toBe(able.length > 0);
        }
      }),
    );
  });
});

describe("roles", () => {
  it("[LM1] nobody gets more than who gives it has, nobody is changed by an equal (save owners), everyone may step down, the last owner stays", () => {
    const rank = (role: Leader["role"]): number => ROLES.indexOf(role);
    for (const by of ROLES)
      for (const from of ROLES)
        for (const to of ROLES)
          for (const self of [true, false])
            for (const otherOwners of [0, 1]) {
              if (self && by !== from) continue;
              const refusal = roleRefusal({ by, from, to, self, otherOwners });
              if (refusal === null) {
                expect(self ? rank(to) >= rank(from) : rank(to) >= rank(by)).toBe(true);
                if (!self && by !== "owner") expect(rank(from)).toBeGreaterThan(rank(by));
                if (from === "owner" && to !== "owner") expect(otherOwners).toBeGreaterThan(0);
              }
              if (!self && by === "owner" && !(from === "owner" && to !== "owner" && otherOwners === 0)) expect(refusal).toBeNull();
            }
  });
});
