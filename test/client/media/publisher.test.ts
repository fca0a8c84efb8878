/** What stands on the sender after any hurry of a person and of the audience. */
import fc from "fast-check";
import type { Room } from "livekit-client";
import { afterEach, describe, expect, it, vi } from "vitest";
import { publisher } from "../../../client/media/livekit/publisher.ts";

/** A sender as browsers have it: exchanges take a while and end in their order; until then the track of before is on it. */
class Sender {
  track: MediaStreamTrack | null = null;
  #turn: Promise<void> = Promise.resolve();

  replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    this.#turn = this.#turn.then(() => turns(20)).then(() => void (this.track = track));
    return this.#turn;
  }
}
const turns = async (many: number): Promise<void> => {
  for (let i = 0; i < many; i++) await Promise.resolve();
};
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));

/** LiveKit's own track: it waits for nobody before it exchanges what is on the sender. */
function roomWith(sender: Sender): Room {
  const local = {
    sender,
    mediaStreamTrack: null as MediaStreamTrack | null,
    removeAllListeners: () => undefined,
    async replaceTrack(track: MediaStreamTrack) {
      await turns(3);
      local.mediaStreamTrack = track;
      await sender.replaceTrack(track);
    },
  };
  const publishTrack = async (track: MediaStreamTrack) => {
    await local.replaceTrack(track);
    return { track: local };
  };
  return { localParticipant: { publishTrack } } as unknown as Room;
}

const track = (): MediaStreamTrack => ({ enabled: true }) as MediaStreamTrack;

const step = fc.oneof(
  fc.constant("camera on" as const),
  fc.constant("camera off" as const),
  fc.constant("somebody sees it" as const),
  fc.constant("nobody sees it" as const),
  fc.integer({ min: 1, max: 70 }),
);

afterEach(() => vi.restoreAllMocks());

describe("what one sends", () => {
  it("[ME163] however fast a camera goes off and on and people come and go: in the end it is sent when it is on and somebody is to see it, else not", async () => {
    let later = 0;
    const { now: real } = performance;
    vi.spyOn(performance, "now").mockImplementation(() => real.call(performance) + later);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const sender = new Sender();
        const out = publisher("cam");
        out.connected(roomWith(sender));
        // Published, and long enough ago for LiveKit to know it.
        out.wanted(true);
        out.give(track());
        await settled();
        later += 10_000;
        let given: MediaStreamTrack | null = null;
        let anybody = true;
        out.give(null);
        for (const now of steps) {
          if (typeof now === "number") await turns(now);
          else if (now === "camera on" || now === "camera off") out.give((given = now === "camera on" ? track() : null));
          else out.wanted((anybody = now === "somebody sees it"));
        }
        await settled();
        expect(sender.track).toBe(anybody ? given : null);
        out.stop();
      }),
      // Found in a browser: the audience came while the picture was still being taken off for want of one.
      { numRuns: 300, examples: [42, 48, 54, 60, 66].map((wait) => [["nobody sees it", 40, "camera on", wait, "somebody sees it"]]) },
    );
  });

  it("[ME164] a voice is sent as a copy, which says nothing while nobody is to hear it, also where it must stay on its sender, and goes with its device", async () => {
    const copies: MediaStreamTrack[] = [];
    const voice = {
      enabled: true,
      readyState: "live",
      clone() {
        const copy = { enabled: true, readyState: "live", stop: () => void (copy.readyState = "ended") };
        copies.push(copy as unknown as MediaStreamTrack);
        return copy;
      },
    };
    const given = voice as unknown as MediaStreamTrack;
    const sender = new Sender();
    const out = publisher("mic");
    out.connected(roomWith(sender));
    out.give(given);
    await settled();
    const [copy] = copies;
    // Published a moment ago: it stays there until the media server knows of it.
    expect([sender.track, copy?.enabled, out.isQuiet()]).toEqual([copy, false, false]);
    out.wanted(true);
    expect([copy?.enabled, voice.enabled]).toEqual([true, true]);
    out.give(null);
    expect(copy?.enabled).toBe(false);
    out.give(given);
    expect([copies.length, copy?.enabled]).toEqual([1, true]);
    out.give(null);
    out.look();
    expect(copy?.readyState).toBe("live");
    voice.readyState = "ended";
    out.look();
    expect(copy?.readyState).toBe("ended");
    out.stop();
    expect(out.isQuiet()).toBe(true);
  });
});
