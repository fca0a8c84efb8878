import { AddTrackRequest, JoinRequest, SignalRequest, SubscriptionPermission, TrackSource, TrackType } from "@livekit/protocol";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeRequest } from "../../../server/adapters/livekit/pipe/requests.ts";
import { until } from "../../support/until.ts";
import { type DoorRig, doorRig, PAGE_JOIN, wrapped } from "./rig.ts";

/** Longer than the server asks by itself. */
const ASKING_MS = 200;
const list = (request: SignalRequest | undefined): string[] | null =>
  request?.message.case === "subscriptionPermission" && !request.message.value.allParticipants
    ? request.message.value.trackPermissions.map(({ participantIdentity }) => participantIdentity)
    : null;
const cases = (requests: readonly SignalRequest[]): (string | undefined)[] => requests.map(({ message }) => message.case);

describe("the signal pipe", () => {
  let rig: DoorRig;
  beforeEach(async () => {
    rig = await doorRig();
  });
  afterEach(() => rig.close());

  it("[ME49] takes nothing of the page's address over, keeps the token in a header, and says first who may hear", async () => {
    const nonce = rig.sit(1);
    rig.sit(2);
    rig.sound.setHearers(1, new Map([[2, 1]]));
    await rig.open(1, nonce);
    const [up] = rig.upstreams;
    expect([...(up?.url.searchParams.keys() ?? [])]).toEqual(["join_request"]);
    expect(up?.join).toMatchObject({ metadata: "", participantAttributes: {}, reconnect: false, participantSid: "" });
    expect(up?.join.clientInfo?.version).toBe("2.23.0");
    expect(up?.headers.authorization).toBe(`Bearer ${rig.sound.voiceOf(1)}`);
    expect(up?.headers.cookie).toBeUndefined();
    await until("the list is there", () => (up?.requests.length ?? 0) > 0);
    expect(list(up?.requests[0])).toEqual([rig.sound.voiceOf(2)]);
  });

  it("[ME49] a list follows each change of the audience, and only changes", async () => {
    const nonce = rig.sit(1);
    rig.sit(2);
    await rig.open(1, nonce);
    const [up] = rig.upstreams;
    rig.sound.setHearers(1, new Map([[2, 1]]));
    rig.sound.setHearers(1, new Map([[2, 1]]));
    rig.sound.setHearers(1, new Map());
    await until("three lists", () => up?.requests.length === 3);
    expect(up?.requests.map(list)).toEqual([[], [rig.sound.voiceOf(2)], []]);
  });

  it("[ME61] each track has a list of its own: who hears one need not see them, and what is no source of ours goes to nobody", async () => {
    const nonce = rig.sit(1);
    for (const id of [2, 3]) rig.sit(id);
    const page = await rig.open(1, nonce);
    const [up] = rig.upstreams;
    const published = (sid: string, source: TrackSource, type: TrackType) =>
      up?.say({ case: "trackPublished", value: { cid: sid, track: { sid, source, type } } as never });
    published("TR_mic", TrackSource.MICROPHONE, TrackType.AUDIO);
    published("TR_cam", TrackSource.CAMERA, TrackType.VIDEO);
    published("TR_odd", TrackSource.MICROPHONE, TrackType.VIDEO);
    published("TR_none", TrackSource.UNKNOWN, TrackType.AUDIO);
    await until("the tracks are known", () => page.responses.filter(({ message }) => message.case === "trackPublished").length === 4);
    rig.sound.setHearers(
      1,
      new Map([
        [2, 1],
        [3, 7],
      ]),
    );
    const lists = () => {
      const last = up?.requests.at(-1)?.message;
      return (
        last?.case === "subscriptionPermission" && last.value.trackPermissions.map(({ allTracks, trackSids }) => [allTracks, trackSids])
      );
    };
    await until("the list is there", () => lists() !== false && up!.requests.length > 1);
    expect(lists()).toEqual([
      [false, ["TR_mic"]],
      [false, ["TR_mic", "TR_cam"]],
    ]);
    rig.sound.setHearers(1, new Map([[3, 1]]));
    await until("only the voice is left", () => JSON.stringify(lists()) === '[[false,["TR_mic"]]]');
  });

  it("[ME160] who is let hear somebody is subscribed by the server: after the list, until the media server agrees, never for more than the list holds", async () => {
    const nonces = [rig.sit(1), rig.sit(2)] as const;
    const speaker = await rig.open(1, nonces[0]);
    const listener = await rig.open(2, nonces[1]);
    const [to, from] = rig.upstreams as [(typeof rig.upstreams)[0], (typeof rig.upstreams)[0]];
    to.say({ case: "trackPublished", value: { track: { sid: "TR_mic", source: TrackSource.MICROPHONE, type: TrackType.AUDIO } } as never });
    await until("the track is known", () => speaker.responses.some(({ message }) => message.case === "trackPublished"));
    const asks = () => from.requests.flatMap(({ message }) => (message.case === "subscription" ? [message.value] : []));
    await until("the first list is written", () => to.requests.length > 0);
    expect(asks()).toEqual([]);
    rig.sound.setHearers(1, new Map([[2, 1]]));
    await until("it asks again without an answer", () => asks().length > 1);
    expect(asks()[0]).toMatchObject({ subscribe: true, trackSids: ["TR_mic"] });
    from.say({ case: "subscriptionPermissionUpdate", value: { trackSid: "TR_mic", allowed: true } as never });
    await until("the answer has come", () => listener.responses.some(({ message }) => message.case === "subscriptionPermissionUpdate"));
    rig.sound.setHearers(1, new Map());
    await until("the list is empty again", () => list(to.requests.at(-1))?.length === 0);
    const answered = asks().length;
    // Granted and taken back in one breath, without an answer: what the timers still ask for, they ask for in vain.
    rig.sound.setHearers(1, new Map([[2, 1]]));
    rig.sound.setHearers(1, new Map());
    rig.sound.setHearers(1, new Map([[2, 2]]));
    rig.sound.setHearers(1, new Map());
    await new Promise((resolve) => setTimeout(resolve, ASKING_MS));
    // (The one that went with the grant.)
    expect(asks()).toHaveLength(answered + 1);
  });

  it("[ME67] who speaks is told to nobody by the media server, and no other form of a track is taken", async () => {
    const page = await rig.open(1, rig.sit(1));
    const [up] = rig.upstreams;
    up?.say({ case: "speakersChanged", value: { speakers: [{ sid: "PA_x", level: 1, active: true }] } as never });
    up?.say({ case: "pong", value: 1n });
    await until("the pong is there", () => page.responses.at(-1)?.message.case === "pong");
    expect(page.responses.map(({ message }) => message.case)).toEqual(["join", "pong"]);
    page.ask({ case: "addTrack", value: new AddTrackRequest({ sid: "TR_1", type: TrackType.VIDEO, source: TrackSource.CAMERA }) });
    page.ask({ case: "ping", value: 1n });
    await until("the ping came through", () => up?.requests.at(-1)?.message.case === "ping");
    expect(cases(up?.requests ?? [])).toEqual(["subscriptionPermission", "ping"]);
  });

  it("[ME43] lets through what a page needs and nothing else, and no track that the role may not publish", async () => {
    const page = await rig.open(1, rig.sit(1));
    const [up] = rig.upstreams;
    const track = (type: TrackType, source: TrackSource) =>
      page.ask({ case: "addTrack", value: new AddTrackRequest({ cid: "c", type, source }) });
    page.ask({ case: "subscriptionPermission", value: new SubscriptionPermission({ allParticipants: true }) });
    page.ask({ case: "simulate", value: {} as never });
    page.ask({ case: "updateMetadata", value: {} as never });
    track(TrackType.VIDEO, TrackSource.MICROPHONE);
    track(TrackType.AUDIO, TrackSource.CAMERA);
    track(TrackType.AUDIO, TrackSource.UNKNOWN);
    track(TrackType.AUDIO, TrackSource.MICROPHONE);
    page.ask({ case: "ping", value: 1n });
    await until("the ping came through", () => up?.requests.at(-1)?.message.case === "ping");
    expect(cases(up?.requests ?? [])).toEqual(["subscriptionPermission", "addTrack", "ping"]);
    expect(list(up?.requests[0])).toEqual([]);
  });

  it("[ME43] an observer publishes nothing", async () => {
    const page = await rig.open(1, rig.sit(1, "observer"));
    page.ask({ case: "addTrack", value: new AddTrackRequest({ cid: "c", type: TrackType.AUDIO, source: TrackSource.MICROPHONE }) });
    page.ask({ case: "ping", value: 1n });
    const [up] = rig.upstreams;
    await until("the ping came through", () => up?.requests.at(-1)?.message.case === "ping");
    expect(cases(up?.requests ?? [])).toEqual(["subscriptionPermission", "ping"]);
  });

  it("[ME49] tells the page no token, no other address and no server but Kartu's", async () => {
    const page = await rig.open(1, rig.sit(1));
    const join = page.responses[0]?.message;
    expect(join?.case === "join" && join.value.alternativeUrl).toBe("");
    expect(join?.case === "join" && join.value.iceServers.flatMap(({ urls }) => urls)).toEqual(["turn:own.example"]);
    rig.upstreams[0]?.say({ case: "refreshToken", value: "a.b.c" });
    rig.upstreams[0]?.say({ case: "roomMoved", value: { token: "a.b.c" } as never });
    rig.upstreams[0]?.say({ case: "pong", value: 1n });
    await until("the pong is there", () => page.responses.at(-1)?.message.case === "pong");
    expect(page.responses.map(({ message }) => message.case)).toEqual(["join", "pong"]);
  });

  it("[ME47] refuses a join that carries tracks, does not unpack a bomb, and has nothing to resume for a newcomer", async () => {
    const nonce = rig.sit(1);
    const tracks = new JoinRequest({ addTrackRequests: [new AddTrackRequest({ cid: "c" })] });
    expect((await rig.open(1, nonce, `join_request=${wrapped(tracks)}`)).status).toBe(400);
    const bomb = new JoinRequest({ metadata: "0".repeat(4_000_000) });
    expect((await rig.open(1, nonce, `join_request=${wrapped(bomb)}`)).status).toBe(400);
    expect((await rig.open(1, nonce, `join_request=${wrapped(PAGE_JOIN, Buffer.from("none"))}`)).status).toBe(400);
    expect((await rig.open(1, nonce, "")).status).toBe(400);
    expect((await rig.open(2, nonce)).status).toBe(403);
    const resume = new JoinRequest({ reconnect: true, participantSid: "PA_of_somebody" });
    expect((await rig.open(1, nonce, `join_request=${wrapped(resume)}`)).status).toBe(403);
    expect(rig.upstreams).toEqual([]);
  });

  it("[ME49] resumes the session of its own books, whatever the page says", async () => {
    const nonce = rig.sit(1);
    await rig.open(1, nonce);
    const resume = new JoinRequest({ reconnect: true, participantSid: "PA_of_somebody" });
    await rig.open(1, nonce, `join_request=${wrapped(resume)}`);
    expect(rig.upstreams[1]?.join).toMatchObject({ reconnect: true, participantSid: "PA_1" });
    expect(rig.upstreams[1]?.headers.authorization).toBe(rig.upstreams[0]?.headers.authorization);
    expect(rig.media.asked).toEqual([]);
  });

  it("[ME47] text, garbage, giant frames and floods cut the pipe", async () => {
    for (const [send, code] of [
      ["{}", 4600],
      [Buffer.from([0xff, 0xff, 0xff]), 4600],
      [new SignalRequest({ message: { case: "trickle", value: { candidateInit: "x".repeat(20_000) } as never } }).toBinary(), 4600],
      [Buffer.alloc(600_000), 1009],
    ] as const) {
      const page = await rig.open(1, rig.sit(1));
      page.socket.send(send);
      expect(await page.closed).toBe(code);
    }
    const page = await rig.open(1, rig.sit(1));
    for (let i = 0; i < 600; i++) page.ask({ case: "ping", value: 1n });
    expect(await page.closed).toBe(4629);
  });

  it("[ME48] who leaves the space is out of the media server, and their seat opens nothing", async () => {
    const nonce = rig.sit(1);
    const page = await rig.open(1, nonce);
    const voice = rig.sound.voiceOf(1);
    rig.sound.leave(1);
    await page.closed;
    expect(rig.media.asked).toEqual([`remove ${voice}`]);
    expect((await rig.open(1, nonce)).status).toBe(403);
  });

  it("[ME45] the list of one whose page is cut off is still written; who stays away is removed and gets a seat anew", async () => {
    const nonce = rig.sit(1);
    rig.sit(2);
    rig.sound.setHearers(1, new Map([[2, 1]]));
    const page = await rig.open(1, nonce);
    const voice = rig.sound.voiceOf(1);
    page.socket.terminate();
    rig.sound.setHearers(1, new Map());
    await until("the list was written", () => list(rig.upstreams[0]?.requests.at(-1))?.length === 0);
    expect(rig.media.asked).toEqual([]);
    await until("they are removed", () => rig.media.asked.includes(`remove ${voice}`));
    const renewed = rig.told.find((line) => line.startsWith("seat 1 "))?.slice("seat 1 ".length);
    expect((await rig.open(1, renewed ?? "")).status).toBe(101);
    expect((await rig.open(1, nonce)).status).toBe(403);
  });

  it("[ME45] where the media server's side is gone too, it is asked to mute them when their audience shrinks", async () => {
    const nonce = rig.sit(1);
    rig.sit(2);
    rig.sit(3);
    rig.sound.setHearers(
      1,
      new Map([
        [2, 1],
        [3, 1],
      ]),
    );
    const page = await rig.open(1, nonce);
    rig.upstreams[0]?.say({
      case: "trackPublished",
      value: { cid: "c", track: { sid: "TR_1", source: TrackSource.MICROPHONE, type: TrackType.AUDIO } } as never,
    });
    const voice = rig.sound.voiceOf(1);
    await until("the track is known", () => page.responses.at(-1)?.message.case === "trackPublished");
    rig.upstreams[0]?.socket.terminate();
    await page.closed;
    expect(rig.media.asked).toEqual([]);
    rig.sound.setHearers(1, new Map([[2, 1]]));
    await until("it is muted", () => rig.media.asked.includes(`mute ${voice} TR_1`));
  });

  it("[ME45] a list written right before the media server's side went is not relied on", async () => {
    const nonce = rig.sit(1);
    rig.sit(2);
    rig.sound.setHearers(1, new Map([[2, 1]]));
    const page = await rig.open(1, nonce);
    rig.upstreams[0]?.say({
      case: "trackPublished",
      value: { cid: "c", track: { sid: "TR_1", source: TrackSource.MICROPHONE, type: TrackType.AUDIO } } as never,
    });
    await until("the track is known", () => page.responses.at(-1)?.message.case === "trackPublished");
    rig.upstreams[0]?.socket.terminate();
    rig.sound.setHearers(1, new Map());
    await until("it is muted", () => rig.media.asked.includes(`mute ${rig.sound.voiceOf(1)} TR_1`));
  });

  it("[ME42] each new connection has another name, and lists follow it", async () => {
    const nonce = rig.sit(1);
    const other = rig.sit(2);
    rig.sound.setHearers(2, new Map([[1, 1]]));
    await rig.open(2, other);
    await rig.open(1, nonce);
    const first = rig.sound.voiceOf(1);
    await rig.open(1, nonce);
    const second = rig.sound.voiceOf(1);
    expect(second).not.toBe(first);
    expect(rig.told).toContain("voice 1");
    expect(rig.media.asked).toEqual([`remove ${first}`]);
    await until("the list has the new name", () => list(rig.upstreams[0]?.requests.at(-1))?.[0] === second);
  });

  it("[ME50] a media server that is gone for 3 s is told to the space, and its coming back too", async () => {
    rig.media.reachable = false;
    await until("it is down", () => rig.told.includes("health false"));
    expect((await rig.open(1, rig.sit(1))).status).toBe(503);
    rig.media.reachable = true;
    await until("it is up", () => rig.told.includes("health true"));
    expect((await rig.open(1, rig.sit(1))).status).toBe(101);
  });
});

it("[ME43] property: whatever bytes come, only allowed requests without unknown fields go on", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const taken = takeRequest(bytes, ["mic"]);
      if (!taken.ok) return;
      const { message } = SignalRequest.fromBinary(taken.frame);
      expect(["subscriptionPermission", "simulate", "updateMetadata", undefined]).not.toContain(message.case);
    }),
    { seed: Number(process.env.KARTU_SEED), numRuns: 2_000 },
  );
});
