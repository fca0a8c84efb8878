import { describe, expect, it } from "vitest";
import { hears } from "../../../client/media/hears.ts";
import { inApp, isPhone } from "../../../client/media/in-app.ts";
import { speech } from "../../../client/media/levels.ts";
import { mailbox } from "../../../client/media/mesh/mailbox.ts";
import { answersTo, forSpeech, isOurs, naming, sessionOf } from "../../../client/media/mesh/sdp.ts";
import type { AudiencePeer } from "../../../shared/protocol/messages.ts";

const peer = (person: number, stage: "near" | "in" = "in", audio = true): AudiencePeer => ({
  person,
  stage,
  to: audio ? 1 : 0,
  from: audio ? 1 : 0,
  offers: true,
  pair: person,
});

describe("who hears whom, in words", () => {
  const facts = {
    peers: [peer(1), peer(2), peer(3, "near"), peer(4, "in", false)],
    beyond: [{ person: 9, why: "cap" as const }],
    failed: new Set<number>(),
    on: true,
    shows: 0,
    refused: false,
  };

  it("[ME10] is whom the server permits, less those who cannot connect; nobody while not on", () => {
    expect(hears(facts).hearsMe).toEqual([1, 2]);
    expect(hears({ ...facts, failed: new Set([2, 3]) })).toEqual({
      hearsMe: [1],
      seesMe: [],
      seesMyScreen: [],
      iHear: [1],
      notHeard: [
        { person: 9, why: "cap" },
        { person: 2, why: "no-connection" },
      ],
    });
    expect(hears({ ...facts, on: false, shows: 0 })).toMatchObject({ hearsMe: [], iHear: [1, 2] });
  });

  it("[ME130] sees me: whom the server permits, for each of both pictures that is on", () => {
    const peers = [peer(1), { ...peer(2), to: 1 | 2 }, { ...peer(3), to: 1 | 2 | 4 }];
    const seen = (shows: number, failed: number[] = []) => hears({ ...facts, peers, failed: new Set(failed), shows });
    expect(seen(2)).toMatchObject({ seesMe: [2, 3], seesMyScreen: [] });
    expect(seen(2 | 4, [2])).toMatchObject({ seesMe: [3], seesMyScreen: [3] });
    expect(seen(0)).toMatchObject({ seesMe: [], seesMyScreen: [] });
  });

  it("[ME4] is nobody where sound is refused, and says why", () => {
    expect(hears({ ...facts, refused: true })).toEqual({
      hearsMe: [],
      seesMe: [],
      seesMyScreen: [],
      iHear: [],
      notHeard: [
        { person: 9, why: "cap" },
        { person: 1, why: "minors_no_relay" },
        { person: 2, why: "minors_no_relay" },
      ],
    });
  });
});

describe("browsers inside other apps", () => {
  const ios = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
  const android = "Mozilla/5.0 (Linux; Android 14; SM-A546B";
  it.each([
    [`${ios} Mobile/15E148 Instagram 312.0.0.0 (iPhone14,5; iOS 17_4; sl_SI)`, "Instagram"],
    [`${ios} Mobile/15E148 [FBAN/FBIOS;FBAV/443.0.0.0;FBDV/iPhone14,5]`, "Facebook"],
    [`${ios} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/443.0]`, "Messenger"],
    [
      `${android}; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/122.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/450.0]`,
      "Facebook",
    ],
    [`${android}) AppleWebKit/537.36 Chrome/122.0 Mobile Safari/537.36 musical_ly_2023 BytedanceWebview/d8a21c6`, "TikTok"],
    [`${ios} Mobile/15E148 Snapchat/12.70.0.37 (like Safari/8617.1)`, "Snapchat"],
    [`${android}; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/122.0 Mobile Safari/537.36`, "WebView"],
    [`${ios} Mobile/15E148`, "WebView"],
    [`${ios} Version/17.4 Mobile/15E148 Safari/604.1`, null],
    [`${ios} CriOS/122.0 Mobile/15E148 Safari/604.1`, null],
    [`${android}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Mobile Safari/537.36`, null],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:123.0) Gecko/20100101 Firefox/123.0", null],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X 14_3) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.3 Safari/605.1.15", null],
  ])("[ME14] %s", (agent, app) => {
    expect(inApp(agent)).toBe(app);
  });

  it("[ME11] tells a phone and an iPad from a desk", () => {
    expect(isPhone(`${android}) Chrome/122 Mobile`, 5)).toBe(true);
    expect(isPhone("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15", 5)).toBe(true);
    expect(isPhone("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15", 0)).toBe(false);
    expect(isPhone("Mozilla/5.0 (X11; CrOS x86_64) Chrome/122.0", 10)).toBe(false);
  });
});

describe("signals", () => {
  const rest = ["video", "video", "audio"].map((kind) => `m=${kind} 9 UDP/TLS/RTP/SAVPF 96\r\n`).join("");
  const sdp = (session: number, more = "") =>
    `v=0\r\no=- ${session} 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111 63\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n${rest}${more}`;

  it("[ME7] letters that came before their permission are read for exactly that one, and not for long", () => {
    let now = 0;
    const box = mailbox(() => now);
    const signal = { kind: "restart" } as const;
    box.keep({ from: 1, epoch: 7, signal });
    expect(box.take(1, 8)).toEqual([]);
    box.keep({ from: 1, epoch: 7, signal });
    expect(box.take(1, 7)).toEqual([signal]);
    expect(box.take(1, 7)).toEqual([]);
    box.keep({ from: 1, epoch: 7, signal });
    now = 2_001;
    expect(box.take(1, 7)).toEqual([]);
    for (let i = 0; i < 1_000; i++) box.keep({ from: i, epoch: 1, signal });
    for (let i = 0; i < 1_000; i++) box.keep({ from: 0, epoch: 1, signal });
    expect(box.take(0, 1)).toHaveLength(32);
    expect(box.take(999, 1)).toEqual([]);
  });

  it("takes a voice, a camera, a screen and its sound, and nothing else", () => {
    expect(isOurs(sdp(1))).toBe(true);
    expect(isOurs(sdp(1, "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n"))).toBe(false);
    expect(isOurs(sdp(1).replace("m=audio", "m=application"))).toBe(false);
    expect(isOurs(sdp(1) + "a=x:y\r\n".repeat(5_000))).toBe(false);
    expect(isOurs("")).toBe(false);
  });

  it("asks for speech, and an answer names its offer", () => {
    expect(forSpeech(sdp(1))).toContain(
      "a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1;stereo=0;sprop-stereo=0;maxaveragebitrate=64000\r\n",
    );
    expect(sessionOf(sdp(4711))).toBe("4711");
    const answer = naming(sdp(5), sdp(4711));
    expect(answersTo(answer, sdp(4711))).toBe(true);
    expect(answersTo(answer, sdp(4712))).toBe(false);
    expect(isOurs(answer)).toBe(true);
  });
});

it("speaking does not flicker between words", () => {
  const is = speech();
  expect([is(0.01, 0), is(0.1, 100), is(0, 300), is(0.1, 400), is(0, 700), is(0, 801)]).toEqual([false, true, true, true, true, false]);
});
