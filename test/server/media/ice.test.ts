import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type IceConfig, iceReport, mediaRule, TURN_CREDENTIAL_S, turnCredentials } from "../../../server/commands/ice.ts";

const NOW = Date.UTC(2026, 0, 5, 10, 0, 0, 900);
const bare: IceConfig = { iceUrls: [], turn: null, stunPort: 3478 };
const turned: IceConfig = { ...bare, turn: { host: "turn.example.org", secret: "north" } };
const minors = { admitsMinors: true, acceptsVisibleAddresses: false };
const atHome = { host: "192.168.1.20:2567", address: "192.168.1.31" };
const online = { host: "kartu.example.org", address: "203.0.113.9" };

describe("what a page is told about finding the others", () => {
  it("[ME3] names this server's own STUN under the host the page came by, and nobody else's", () => {
    expect(iceReport(bare, minors, atHome, "u1", NOW)).toEqual({
      iceServers: [{ urls: ["stun:192.168.1.20:3478"] }],
      policy: "all",
      refused: null,
    });
    expect(iceReport(bare, minors, { host: "[::1]:2567", address: "::1" }, "u1", NOW).iceServers).toEqual([{ urls: ["stun:[::1]:3478"] }]);
    expect(iceReport({ ...bare, stunPort: 0 }, minors, atHome, "u1", NOW).iceServers).toEqual([]);
  });

  it("a forged host ends up in no address", () => {
    for (const host of ["", "a b", "x?transport=tcp", "evil,stun:else.example:1", "[::1", "-", `${"a".repeat(300)}.lan`]) {
      const { iceServers } = iceReport(bare, { ...minors, admitsMinors: false }, { host, address: "127.0.0.1" }, "u1", NOW);
      for (const { urls } of iceServers) for (const url of urls) expect(url).toMatch(/^stun:([a-z0-9._-]{1,253}|\[[0-9a-f:.]+\]):3478$/);
    }
  });

  it("KARTU_ICE_URLS stand in for the own STUN", () => {
    const config = { ...bare, iceUrls: ["stun:stun.school.lan:3478"] };
    expect(iceReport(config, minors, atHome, "u1", NOW).iceServers).toEqual([{ urls: ["stun:stun.school.lan:3478"] }]);
  });

  it("[ME4] with minors and over the internet: relays only, with credentials of ten minutes that coturn accepts", () => {
    const report = iceReport(turned, minors, online, "u1", NOW);
    expect(report.policy).toBe("relay");
    expect(report.iceServers).toHaveLength(1);
    const [relay] = report.iceServers;
    expect(relay?.urls).toEqual(["turn:turn.example.org?transport=udp", "turn:turn.example.org?transport=tcp"]);
    expect(relay?.username).toBe(`${Math.floor(NOW / 1000) + TURN_CREDENTIAL_S}:u1`);
    // printf 1433154994:alice | openssl dgst -sha1 -hmac north -binary | base64
    expect(turnCredentials("north", "alice", (1_433_154_994 - TURN_CREDENTIAL_S) * 1000)).toEqual({
      username: "1433154994:alice",
      credential: "ax1DOk0MzzgMelC61q1lUBumnTE=",
    });
  });

  it("[ME4] with minors, over the internet and without a relay: no sound until the owner has accepted visible addresses", () => {
    expect(iceReport(bare, minors, online, "u1", NOW)).toEqual({ iceServers: [], policy: "relay", refused: "minors_no_relay" });
    expect(iceReport(bare, { ...minors, acceptsVisibleAddresses: true }, online, "u1", NOW)).toMatchObject({
      policy: "all",
      refused: null,
    });
    expect(iceReport(bare, { ...minors, admitsMinors: false }, online, "u1", NOW)).toMatchObject({ policy: "all", refused: null });
  });

  it("[ME4] someone who comes from outside by a local-looking name is over the internet all the same", () => {
    expect(mediaRule(bare, minors, { host: "kartu.lan", address: "203.0.113.9" }).refused).toBe("minors_no_relay");
    expect(mediaRule(bare, minors, { host: "localhost:2567", address: "::ffff:127.0.0.1" })).toEqual({ policy: "all", refused: null });
  });

  it("[ME4] never offers minors' addresses to the internet unless accepted, whatever the address", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.domain(),
          fc.ipV4(),
          fc.ipV6().map((six) => `[${six}]`),
        ),
        fc.oneof(fc.ipV4(), fc.ipV6()),
        fc.boolean(),
        (host, address, relay) => {
          const by = { host, address };
          const report = iceReport(relay ? turned : bare, minors, by, "u", NOW);
          const open = report.policy === "all";
          const local =
            /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|::ffff:|f[cd]|fe[89ab])/i;
          if (open) expect(address.toLowerCase()).toMatch(local);
          if (open && !host.startsWith("[") && /^\d/.test(host)) expect(host).toMatch(local);
          if (!open) for (const { urls } of report.iceServers) for (const url of urls) expect(url).toMatch(/^turns?:/);
        },
      ),
    );
  });
});
