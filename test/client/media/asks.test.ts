import fc from "fast-check";
import type { Room } from "livekit-client";
import { describe, expect, it } from "vitest";
import { asksFor } from "../../../client/media/livekit/asks.ts";
import { Ear } from "../../../client/media/livekit/ear.ts";
import { FLOW } from "../../../shared/domain/media/flow.ts";
import type { AudiencePeer } from "../../../shared/protocol/messages.ts";

const peer = (stage: "near" | "in"): AudiencePeer => ({
  person: 2,
  stage,
  offers: true,
  to: FLOW.mic,
  from: FLOW.mic,
  pair: 1,
  voice: "somebody",
});

/** A room in which one publishes a microphone, as livekit-client has it. @returns what the page asked for */
function roomOf(publication: { track: unknown; isDesired: boolean }): { room: () => Room; asked: boolean[] } {
  const asked: boolean[] = [];
  const full = Object.assign(publication, {
    kind: "audio",
    setSubscribed(on: boolean) {
      asked.push(on);
      publication.isDesired = on;
    },
  });
  const room = { remoteParticipants: new Map([["somebody", { getTrackPublication: () => full }]]) } as unknown as Room;
  return { room: () => room, asked };
}

describe("asking for voices", () => {
  it("[ME151] property: however many do not come and however often it is looked, at most 4 asks at once and 40 a second; none waits for ever", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 50, maxLength: 200 }),
        fc.integer({ min: 1, max: 2 }),
        (people, waits, each) => {
          let now = 0;
          const asks: number[] = [];
          const askers = Array.from({ length: people }, () => ({
            asked: Number.NEGATIVE_INFINITY,
            times: 0,
            ask(time: number) {
              this.asked = time;
              this.times++;
              for (let i = 0; i < each; i++) asks.push(time);
              return each;
            },
          }));
          const askSome = asksFor(() => now);
          for (const wait of waits) {
            now += wait;
            askSome(askers);
          }
          // Whoever has a voice and a picture that do not come asks for both in one go.
          const over = each - 1;
          for (const time of asks) {
            expect(asks.filter((one) => one === time).length).toBeLessThanOrEqual(4 + over);
            expect(asks.filter((one) => one >= time && one < time + 1_000).length).toBeLessThanOrEqual(44 + over);
          }
          if (asks.length >= 3 * each * people) expect(askers.every(({ times }) => times > 0)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("[ME161] let in again while the track of before is still there, a page takes back that it wanted it no more", () => {
    const { room, asked } = roomOf({ track: { kind: "audio", mediaStreamTrack: { readyState: "live" } }, isDesired: true });
    const told: string[] = [];
    const ear = new Ear(peer("near"), room, (event) => void told.push(event));
    const looked = { cam: "off", screen: "off" } as const;
    ear.grow(peer("in"), 0);
    ear.gate(looked);
    expect([told, asked]).toEqual([["track"], []]);
    ear.shrink(peer("near"));
    expect([told, asked]).toEqual([["track", "trackEnd"], [false]]);
    ear.grow(peer("in"), 10);
    ear.gate(looked);
    expect([told, asked]).toEqual([
      ["track", "trackEnd", "track"],
      [false, true],
    ]);
  });
});
