/** What a request says of itself, with and without a proxy; what an address is good for. */
import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { addressReport, networkOrigins } from "../../../server/http/address.ts";
import { readRanges } from "../../../server/http/proxies.ts";
import { addressOf, hostOf, ipOf, isOwnOrigin, isSecure, originOf, type Reading } from "../../../server/http/request.ts";
import { cookieLines, tokenOf } from "../../../server/http/session.ts";

const plain: Reading = { trustProxy: false, tls: false, publicUrl: null };
const proxied: Reading = { trustProxy: true, tls: false, publicUrl: "https://kartu.example.org" };
const req = (headers: Record<string, string>, remoteAddress = "192.168.1.9"): IncomingMessage =>
  ({ headers, socket: { remoteAddress } }) as unknown as IncomingMessage;

describe("origins", () => {
  it.each([
    [{ host: "kartu.test:2567", origin: "http://kartu.test:2567" }, true],
    [{ host: "kartu.test", origin: "https://kartu.test" }, true],
    [{ host: "kartu.test:80", origin: "http://kartu.test" }, true],
    [{ host: "KARTU.test:2567", origin: "http://kartu.test:2567" }, true],
    [{ host: "[::1]:2567", origin: "http://[::1]:2567" }, true],
    [{ host: "kartu.test:2567" }, true],
    [{ host: "kartu.test:2567", origin: "http://kartu.test" }, false],
    [{ host: "kartu.test", origin: "http://kartu.test.evil.example" }, false],
    [{ host: "kartu.test", origin: "null" }, false],
    [{ host: "kartu.test", origin: "" }, false],
    [{ host: "a b'; script-src *", origin: "http://x" }, false],
    [{ host: "10.0.0.5", origin: "http://kartu.example.org", "x-forwarded-host": "kartu.example.org" }, false],
  ])("[AC10] %j: %s", (headers, own) => {
    expect(isOwnOrigin(req(headers), plain)).toBe(own);
  });

  it("[AC10] behind a proxy are the public one, or what the proxy says", () => {
    expect(isOwnOrigin(req({ host: "10.0.0.5:2567", origin: "https://kartu.example.org" }), proxied)).toBe(true);
    expect(
      isOwnOrigin(req({ host: "10.0.0.5", "x-forwarded-host": "other.example.org", origin: "https://other.example.org" }), proxied),
    ).toBe(true);
    expect(isOwnOrigin(req({ host: "10.0.0.5", origin: "https://evil.example" }), proxied)).toBe(false);
  });

  it("are read from the request, and never hold what is no host", () => {
    expect(originOf(req({ host: "kartu.test:2567" }), plain)).toBe("http://kartu.test:2567");
    expect(originOf(req({ host: "kartu.test", "x-forwarded-proto": "https" }), plain)).toBe("http://kartu.test");
    expect(originOf(req({ host: "kartu.test", "x-forwarded-proto": "http, https" }), proxied)).toBe("https://kartu.test");
    expect(hostOf(req({ host: "x; frame-src *" }), plain)).toBe("");
    expect(originOf(req({}), plain)).toBe("http://localhost");
  });
});

describe("addresses", () => {
  it("are the socket's, or the last one that the proxy wrote: what a browser forged stands before it", () => {
    const forged = { "x-forwarded-for": "1.1.1.1, 203.0.113.7" };
    expect(ipOf(req(forged), plain)).toBe("192.168.1.9");
    expect(ipOf(req(forged), proxied)).toBe("203.0.113.7");
  });

  it("[OP47] behind a second proxy, such as a CDN's, are what that one wrote, and nobody else's word is taken", () => {
    const proxies = readRanges("198.51.100.0/24, 2001:db8:c::/48 192.0.2.1");
    const read = (chain: string): string => ipOf(req({ "x-forwarded-for": chain }), { ...proxied, proxies });
    expect(read("1.1.1.1, 203.0.113.7, 198.51.100.9")).toBe("203.0.113.7");
    expect(read("2001:db8:1::7,2001:db8:c::1")).toBe("2001:db8:1::7");
    expect(read("203.0.113.7, 198.51.100.9, ::ffff:192.0.2.1")).toBe("203.0.113.7");
    // Past the CDN, to the proxy itself: what they say of themselves is not believed.
    expect(read("1.1.1.1, 203.0.113.7")).toBe("203.0.113.7");
    expect(read("198.51.100.9")).toBe("198.51.100.9");
    expect(ipOf(req({ "x-forwarded-for": "1.1.1.1, 203.0.113.7" }), { ...plain, proxies })).toBe("192.168.1.9");
    for (const wrong of ["example.org", "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/8/9", "::1/129", "private_ranges"])
      expect([wrong, readRanges(wrong)]).toEqual([wrong, null]);
  });

  it("count by the /64 in IPv6, however they are written", () => {
    expect(addressOf(req({}, "2001:db8:1:2:3:4:5:6"), plain)).toBe("2001:db8:1:2");
    expect(addressOf(req({}, "2001:db8::6"), plain)).toBe("2001:db8:0:0");
    expect(addressOf(req({}, "::ffff:203.0.113.7"), plain)).toBe("203.0.113.7");
    expect(addressOf(req({}, "fe80::1%eth0"), plain)).toBe("fe80:0:0:0");
  });

  it("[AC13] are said to be good for what they are good for", () => {
    const info = (address: string, more: object = {}) =>
      ({ address, netmask: "", mac: "", internal: false, cidr: null, family: "IPv4", ...more }) as never;
    const network = networkOrigins(
      {
        lo: [info("127.0.0.1", { internal: true })],
        docker0: [info("172.17.0.1")],
        eth0: [info("192.168.1.5"), info("203.0.113.7"), info("fe80::1", { family: "IPv6" })],
      },
      "http",
      2567,
    );
    expect(network).toEqual(["http://192.168.1.5:2567", "http://172.17.0.1:2567"]);
    const report = (origin: string) => addressReport(origin, network, 2567);
    expect(report("http://localhost:2567")).toEqual({
      origin: "http://localhost:2567",
      reach: "this-device",
      secure: false,
      network,
      port: 2567,
    });
    expect(report("http://192.168.1.5:2567")).toMatchObject({ reach: "this-network", secure: false, network: ["http://172.17.0.1:2567"] });
    expect(report("https://kartu.example.org")).toMatchObject({ reach: "internet", secure: true });
    expect(report("http://kartu.test")).toMatchObject({ reach: "internet", secure: false });
    expect(report("http://trainers-laptop:2567").reach).toBe("this-network");
  });
});

describe("the cookie", () => {
  const given = (headers: Record<string, string>, reading: Reading, token: string | null = "T") =>
    cookieLines(req(headers), reading, token);

  it("[AC80] has a name for each port, and under https one that only this very host may set", () => {
    expect(given({ host: "kartu.test:2567" }, plain)).toEqual(["kartu-2567=T; Path=/; HttpOnly; SameSite=Lax; Max-Age=7776000"]);
    expect(given({ host: "kartu.test" }, plain)).toEqual(["kartu=T; Path=/; HttpOnly; SameSite=Lax; Max-Age=7776000"]);
    expect(given({ host: "kartu.test" }, { ...plain, tls: true })).toEqual([
      "__Host-kartu=T; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=7776000",
    ]);
    expect(given({ host: "10.0.0.5", "x-forwarded-host": "a.test:8443", "x-forwarded-proto": "https" }, proxied, null)).toEqual([
      "__Host-kartu-8443=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0",
    ]);
    expect(isSecure(req({ "x-forwarded-proto": "https" }), plain)).toBe(false);
  });

  it("[AC80] is read by its own name; one from before is taken, and moves", () => {
    const at = (cookie: string, reading = plain) => tokenOf(req({ host: "kartu.test:2567", cookie }), reading);
    expect(at("a=1; kartu-2567=T; kartu-2568=U; kartu=V")).toEqual({ token: "T", old: false });
    expect(at("kartu-2568=U")).toBeNull();
    expect(at("xkartu=T; kartu-2567=")).toBeNull();
    expect(at("kartu-2567=T", { ...plain, tls: true })).toBeNull();
    expect(at("a=1; kartu=V")).toEqual({ token: "V", old: true });
    expect(tokenOf(req({ host: "kartu.test" }), plain)).toBeNull();
    expect(tokenOf({ headers: new Headers({ host: "kartu.test", cookie: "kartu=T" }) }, plain)).toEqual({ token: "T", old: false });
    expect(cookieLines(req({ host: "kartu.test:1", cookie: "kartu=V" }), plain, "V")).toEqual([
      "kartu=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0",
      "kartu-1=V; Path=/; HttpOnly; SameSite=Lax; Max-Age=7776000",
    ]);
  });
});
