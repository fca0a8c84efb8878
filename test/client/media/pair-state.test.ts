import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CONNECT_MS,
  isOpen,
  newPair,
  type Pair,
  type PairEffect,
  type PairEvent,
  type PairFacts,
  step,
} from "../../../client/media/mesh/pair-state.ts";

const near: PairFacts = { offers: true, stage: "near", willing: true, room: true };
const enter: PairEvent = { kind: "facts", entered: true };

/** Runs events one after another, each at its time. */
function run(facts: PairFacts, ...events: (PairEvent & { at?: number; facts?: PairFacts })[]): { pair: Pair; effects: PairEffect[] } {
  let pair = newPair();
  const effects: PairEffect[] = [];
  for (const event of events) {
    const [next, done] = step(pair, event, event.facts ?? facts, event.at ?? 0);
    pair = next;
    effects.push(...done);
  }
  return { pair, effects };
}

/** One side with a connection that a test can look at: which offer it was made from. */
interface Side {
  facts: PairFacts;
  pair: Pair;
  open: { session: number; answered: boolean } | null;
  told: ("connected" | "failed")[];
  offersSent: number;
}

/**
 * Two sides and the room between them: letters keep their order, as on one socket. A network works or not.
 * Stands in for browsers, so that thousands of histories can be tried.
 */
function world(offererWilling: boolean, answererWilling: boolean) {
  let now = 0;
  let session = 0;
  let network = true;
  const side = (offers: boolean, willing: boolean): Side => ({
    facts: { offers, stage: "near", willing, room: true },
    pair: newPair(),
    open: null,
    told: [],
    offersSent: 0,
  });
  const a = side(true, offererWilling);
  const b = side(false, answererWilling);
  const letters: { to: Side; event: PairEvent; session?: number }[] = [];

  function happen(side: Side, event: PairEvent): void {
    const other = side === a ? b : a;
    const [pair, effects] = step(side.pair, event, side.facts, now);
    side.pair = pair;
    for (const effect of effects) {
      if (effect.do === "close") side.open = null;
      if (effect.do === "report") side.told.push(effect.state);
      if (effect.do === "offer") {
        expect(side).toBe(a);
        side.open = { session: ++session, answered: false };
        side.offersSent += 1;
        letters.push({ to: other, event: { kind: "offer", sdp: String(session), same: false } });
      }
      if (effect.do === "mend") letters.push({ to: other, event: { kind: "offer", sdp: String(side.open?.session), same: true } });
      if (effect.do === "ask") letters.push({ to: other, event: { kind: "ask" } });
      if (effect.do === "answer") side.open = { session: Number(effect.sdp), answered: true };
      if (effect.do === "answer" || effect.do === "answerAgain")
        letters.push({ to: other, event: { kind: "answer" }, session: Number(effect.sdp) });
    }
  }
  function deliver(): void {
    const letter = letters.shift();
    if (letter === undefined) return;
    const { to, event } = letter;
    if (event.kind === "answer") {
      if (to.open === null || to.open.session !== letter.session) return;
      to.open.answered = true;
    }
    happen(to, event.kind === "offer" ? { ...event, same: to.open?.session === Number(event.sdp) } : event);
  }
  /** Browsers find each other once both hold the same connection. */
  function connect(): void {
    if (!network || a.open === null || b.open === null || a.open.session !== b.open.session || !a.open.answered) return;
    for (const side of [a, b]) if (side.pair.state.at === "connecting" || side.pair.state.at === "mending") happen(side, { kind: "up" });
  }
  return {
    a,
    b,
    stage(stage: "near" | "in") {
      for (const side of [a, b]) {
        const entered = stage === "in" && side.facts.stage !== "in";
        side.facts = { ...side.facts, stage };
        happen(side, { kind: "facts", entered });
      }
    },
    useMic(side: Side) {
      side.facts = { ...side.facts, willing: true };
      happen(side, { kind: "facts", entered: false });
    },
    network(works: boolean) {
      network = works;
      if (!works) for (const side of [a, b]) if (side.pair.state.at === "connected") happen(side, { kind: "down" });
    },
    evict: (side: Side) => happen(side, { kind: "evict" }),
    pass(ms: number) {
      for (let end = now + ms; now < end; now += 250) {
        while (letters.length > 0) deliver();
        connect();
        for (const side of [a, b]) {
          happen(side, { kind: "tick" });
          if (side.pair.state.at === "quiet") happen(side, { kind: "facts", entered: false });
        }
      }
    },
  };
}

describe("the life of a pair", () => {
  it("[ME7] only the side that the server named ever offers, and an offer to it is not read", () => {
    expect(run(near, { kind: "offer", sdp: "x", same: false }).effects).toEqual([]);
    expect(run({ ...near, offers: false }, { kind: "facts", entered: false }).effects).toEqual([{ do: "ask" }]);
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom<PairEvent>(
            enter,
            { kind: "ask" },
            { kind: "answer" },
            { kind: "up" },
            { kind: "down" },
            { kind: "broken" },
            { kind: "evict" },
            { kind: "tick" },
            { kind: "offer", sdp: "x", same: false },
            { kind: "offer", sdp: "x", same: true },
          ),
        ),
        fc.boolean(),
        fc.boolean(),
        (events, willing, inside) => {
          const facts: PairFacts = { offers: false, stage: inside ? "in" : "near", willing, room: true };
          const { effects } = run(facts, ...events.map((event, i) => ({ ...event, at: i * 700 })));
          expect(effects.filter((effect) => effect.do === "offer" || effect.do === "mend")).toEqual([]);
        },
      ),
    );
  });

  it("[ME8] near opens nothing before the own microphone was used, whatever the other side sends", () => {
    for (const offers of [true, false]) {
      const facts: PairFacts = { offers, stage: "near", willing: false, room: true };
      const { pair, effects } = run(
        facts,
        { kind: "facts", entered: false },
        { kind: "ask" },
        { kind: "offer", sdp: "o", same: false },
        { kind: "tick", at: 60_000 },
      );
      expect(effects).toEqual([]);
      expect(isOpen(pair.state)).toBe(false);
    }
  });

  it("[ME8] a listener answers the offer that waited as soon as the conversation begins", () => {
    const facts: PairFacts = { offers: false, stage: "near", willing: false, room: true };
    const { effects } = run(facts, { kind: "offer", sdp: "o", same: false }, { ...enter, facts: { ...facts, stage: "in" } });
    expect(effects).toEqual([{ do: "answer", sdp: "o" }]);
  });

  it("[ME8] two who both only listen do not connect, and are not told that anything failed", () => {
    const w = world(false, false);
    w.stage("in");
    w.pass(30_000);
    expect([w.a.open, w.b.open, w.a.told, w.b.told]).toEqual([null, null, [], []]);
    w.useMic(w.b);
    w.pass(500);
    expect([w.a.told, w.b.told]).toEqual([["connected"], ["connected"]]);
  });

  it("[ME9] says after 5 s that they cannot hear each other, counted from the moment they could have", () => {
    const inside: PairFacts = { ...near, stage: "in" };
    const asked = { kind: "facts", entered: false, at: 0, facts: near } as const;
    const early = run(inside, asked, { ...enter, at: 60_000 }, { kind: "tick", at: 60_000 + CONNECT_MS - 1 });
    expect(early.effects).toEqual([{ do: "offer" }]);
    const late = run(inside, asked, { ...enter, at: 60_000 }, { kind: "tick", at: 60_000 + CONNECT_MS });
    expect(late.effects).toEqual([{ do: "offer" }, { do: "close" }, { do: "report", state: "failed" }]);
  });

  it("[ME9] a connection that breaks is mended, and a network that comes back is found again", () => {
    const w = world(true, true);
    w.stage("in");
    w.pass(500);
    w.network(false);
    w.pass(20_000);
    expect([w.a.told.at(-1), w.b.told.at(-1)]).toEqual(["failed", "failed"]);
    w.network(true);
    w.pass(40_000);
    expect([w.a.told.at(-1), w.b.told.at(-1)]).toEqual(["connected", "connected"]);
  });

  it("whatever happens, both end up on one and the same connection once the network works and a microphone is used", () => {
    const happening = fc.oneof(
      fc.constantFrom("near", "in", "micA", "micB", "lost", "found", "evictA", "evictB"),
      fc.integer({ min: 250, max: 12_000 }).map((ms) => `pass${ms}`),
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30 }), fc.boolean(), fc.boolean(), (history, aWilling, bWilling) => {
        const w = world(aWilling, bWilling);
        for (const what of history) {
          if (what === "near" || what === "in") w.stage(what);
          else if (what === "micA") w.useMic(w.a);
          else if (what === "micB") w.useMic(w.b);
          else if (what === "lost" || what === "found") w.network(what === "found");
          else if (what === "evictA") w.evict(w.a);
          else if (what === "evictB") w.evict(w.b);
          else w.pass(Number(what.slice(4)));
        }
        w.useMic(w.b);
        w.network(true);
        w.stage("in");
        w.pass(90_000);
        expect([w.a.pair.state.at, w.b.pair.state.at]).toEqual(["connected", "connected"]);
        expect(w.a.open?.session).toBe(w.b.open?.session);
      }),
      { numRuns: 300 },
    );
  });
});
