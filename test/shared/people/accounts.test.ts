/** Rules of accounts that need nobody but themselves. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkLoginName, checkPassword, foldRecoveryCode, recoveryCode } from "../../../shared/domain/accounts/credentials.ts";
import { deviceOf } from "../../../shared/domain/accounts/device.ts";
import { orgRefusal } from "../../../shared/domain/accounts/organisation.ts";
import { waitParams, waitsAfter } from "../../../shared/domain/accounts/waits.ts";

describe("log-in names and passwords", () => {
  it("[AC30] a name is one name however it was typed, and needs no e-mail", () => {
    expect(checkLoginName(" Špela.Novak ")).toEqual({ ok: true, value: "špela.novak" });
    expect(checkLoginName("S\u030Cpela.Novak")).toEqual({ ok: true, value: "špela.novak" });
    expect(checkLoginName("ana@mc-kranj.si").ok).toBe(true);
    for (const bad of ["", "a", "ana novak", ".ana", "ana\u202Egro", "x".repeat(65)])
      expect(checkLoginName(bad)).toMatchObject({ code: "login_name_bad" });
  });
  it("[AC30] a password is long and not the first that is tried", () => {
    expect(checkPassword("kratko", "ana")).toEqual({ ok: false, code: "password_short", params: { min: 10 } });
    for (const weak of ["aaaaaaaaaaaa", "1234567890", "abcdefghijkl", "9876543210", "ana.novak1ana.novak", "121212121212"])
      expect(checkPassword(weak, "ana.novak"), weak).toEqual({ ok: false, code: "password_weak" });
    expect(checkPassword("tri zelene žabe", "ana").ok).toBe(true);
    expect(checkPassword("x".repeat(201), "ana")).toMatchObject({ code: "text_too_long" });
  });
  it("[AC33] recovery codes come back from a sloppy hand", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 48, maxLength: 48 }), (bytes) => {
        const code = recoveryCode(bytes);
        if (code === null) return;
        expect(code).toMatch(/^([2-9a-hjkmnp-tv-z]{4}-){3}[2-9a-hjkmnp-tv-z]{4}$/);
        expect(foldRecoveryCode(` ${code.toUpperCase().replaceAll("-", " ")} `)).toBe(foldRecoveryCode(code));
      }),
    );
    expect(recoveryCode(new Uint8Array(48).fill(255))).toBeNull();
  });
});

describe("[AC31] waiting after log-ins that failed", () => {
  const none = { pair: 0, account: 0, address: 0, known: false };
  const longest = (failures: typeof none): number => Math.max(...Object.values(waitsAfter(failures)));
  it("grows with one's own mistakes and has an end", () => {
    expect([0, 3, 4, 5, 8, 30].map((pair) => longest({ ...none, pair }))).toEqual([0, 0, 1, 2, 16, 900]);
  });
  it("the first try is looked at however many of the neighbours' failed; a guessed account waits a minute at most", () => {
    expect(longest({ ...none, address: 10_000 })).toBe(0);
    expect(longest({ ...none, pair: 1, address: 10_000 })).toBe(60);
    expect(longest({ ...none, account: 10_000 })).toBe(60);
  });
  it("who logged in from there before pays for their own mistakes alone", () => {
    expect(longest({ pair: 3, account: 10_000, address: 10_000, known: true })).toBe(0);
    expect(longest({ pair: 9, account: 0, address: 0, known: true })).toBe(32);
  });
  it("is said in seconds, then in minutes", () => {
    expect([waitParams(0.2), waitParams(119), waitParams(121)]).toEqual([
      { minutes: 0, seconds: 1 },
      { minutes: 0, seconds: 119 },
      { minutes: 3, seconds: 0 },
    ]);
  });
});

it("[AC35] a device is two coarse words", () => {
  const agents = {
    "Firefox/Android": "Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0",
    "Chrome/Windows": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
    "Edge/Windows":
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
    "Safari/iPhone":
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    "Chrome/ChromeOS": "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
    "/Linux": "curl (Linux)",
    "": "node",
  };
  for (const [device, agent] of Object.entries(agents)) expect(deviceOf(agent)).toBe(device);
});

it("[AC37] however they ask, one owner stays", () => {
  const standing = fc.constantFrom("owner", "member", "none" as const);
  fc.assert(
    fc.property(standing, standing, standing, fc.boolean(), fc.integer({ min: 1, max: 3 }), (by, target, to, self, owners) => {
      const wish = { by: self ? target : by, target, to, self, owners };
      const refusal = orgRefusal(wish);
      if (target === "owner" && to !== "owner" && owners === 1) expect(refusal).not.toBeNull();
      if (wish.by !== "owner" && !self) expect(refusal).not.toBeNull();
      if (self && target === "member" && to === "owner") expect(refusal).toBe("forbidden");
    }),
  );
});
