/** What a request says of itself, with and without a proxy; what an address is good for. */
import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { addressReport, networkOrigins } from "../../../server/http/address.ts";
import { addressOf, hostOf, ipOf, isOwnOrigin, isSecure, originOf, type Reading } from "../../../server/http/request.ts";
import { sessionCookie, tokenOf } from "../../../server/http/session.ts";

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
  it("is for this server alone, out of reach of scripts, and Secure under https", () => {
    expect(sessionCookie("T", false)).toBe("kartu=T; Path=/; HttpOnly; SameSite=Lax; Max-Age=7776000");
    expect(sessionCookie("T", isSecure(req({ "x-forwarded-proto": "https" }), proxied))).toContain("; Secure");
    expect(isSecure(req({ "x-forwarded-proto": "https" }), plain)).toBe(false);
    expect(tokenOf("a=1; kartu=T; b=2")).toBe("T");
    expect(tokenOf("xkartu=T; kartu=")).toBeNull();
    expect(tokenOf(undefined)).toBeNull();
  });
});
