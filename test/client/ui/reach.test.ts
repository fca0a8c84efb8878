import { describe, expect, it } from "vitest";
import { bestLanguage } from "../../../client/ui/i18n/languages.ts";
import { adviceFor, linkOf } from "../../../client/ui/invite/reach.ts";
import { surroundingsOf } from "../../../client/ui/join/surroundings.ts";
import { routeOf } from "../../../client/ui/route.ts";
import type { AddressReport } from "../../../shared/protocol/http.ts";

const local: AddressReport = {
  origin: "http://localhost:2567",
  reach: "this-device",
  secure: true,
  network: ["http://192.168.1.24:2567"],
  port: 2567,
};

describe("What an invite's address is good for", () => {
  it("[UI8] an address that only this computer can open is told as such, though browsers call it secure", () => {
    expect(adviceFor(local, local.origin)).toEqual({ kind: "this-device", network: ["http://192.168.1.24:2567"] });
  });
  it("[UI8] its address in the network can be used by others, without a microphone", () => {
    expect(adviceFor(local, "http://192.168.1.24:2567")).toEqual({ kind: "network-http" });
  });
  it("[UI8] a name with https needs nothing more; a name without it has no microphone", () => {
    const named: AddressReport = { ...local, origin: "https://kartu.example.org", reach: "internet" };
    expect(adviceFor(named, named.origin)).toEqual({ kind: "fine", everywhere: true });
    expect(adviceFor({ ...named, origin: "http://kartu.example.org", secure: false }, "http://kartu.example.org")).toEqual({
      kind: "internet-http",
    });
  });
  it("[UI8] the code is in the fragment, and the page finds it there", () => {
    const link = new URL(linkOf("https://kartu.example.org", "aB-9_x"));
    expect(link.search).toBe("");
    expect(routeOf(link.pathname, link.hash)).toEqual({ page: "join", code: "aB-9_x" });
    expect(routeOf("/join", "#aB-9_x%20")).toEqual({ page: "join", code: "aB-9_x" });
    expect(routeOf("/s/../x", "")).toEqual({ page: "unknown" });
  });
});

describe("Before the nickname", () => {
  const browser = { userAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537.36", secure: true, hasWebRtc: true };
  it("[UI9] says what this browser cannot do, the app around it first", () => {
    expect(surroundingsOf(browser)).toEqual({ kind: "fine" });
    expect(surroundingsOf({ ...browser, secure: false })).toEqual({ kind: "insecure" });
    expect(surroundingsOf({ ...browser, hasWebRtc: false })).toEqual({ kind: "no-webrtc" });
    const inside = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Instagram 300.0";
    expect(surroundingsOf({ ...browser, secure: false, userAgent: inside })).toEqual({ kind: "in-app", app: "Instagram" });
  });
  it("[UI1] speaks the first language that both know, English otherwise", () => {
    expect(bestLanguage(["de-AT", "sl-SI", "en"])).toBe("sl");
    expect(bestLanguage(["de", "it"])).toBe("en");
    expect(bestLanguage([])).toBe("en");
  });
});
