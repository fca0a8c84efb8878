/**
 * The life of one pair's connection as seen from one side. Pure: `step` takes what happened and says what is to be done; time is an argument.
 * Whether sound flows is not decided here: the mesh takes tracks off and puts them on by the audience alone, at once.
 *
 * One side offers, the server says which; the other may only ask for an offer. Nobody opens anything before a microphone was used:
 * - near: both must have used theirs. An offer that comes earlier is kept, unanswered.
 * - in: one of both must have. So a listener hears, and two listeners do not connect (docs/decisions/35).
 */
import type { Stage } from "../../../shared/protocol/messages.ts";

/** Without a connection for this long while in a conversation, both are told. ms */
export const CONNECT_MS = 5_000;
/** First wait before the next try; doubles up to the longest. ms */
const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
/** A peer that keeps asking gets a new connection at most this often. ms */
const AFRESH_MS = 1_000;

export interface PairFacts {
  /** This side offers. */
  offers: boolean;
  stage: Stage;
  /** One's own microphone was used since the page came in. */
  willing: boolean;
  /** There is room for one more connection that is only prepared. */
  room: boolean;
}

export type PairState =
  /** Nothing open. `offer`: one that came and waits. */
  | { at: "quiet"; offer: string | null }
  /** Asked the other side to offer. */
  | { at: "asking"; since: number }
  /** Offered; no answer yet. */
  | { at: "offering"; since: number }
  /** Descriptions are exchanged. */
  | { at: "connecting"; since: number }
  | { at: "connected"; since: number }
  /** It was connected, broke, and is being mended on the same connection. */
  | { at: "mending"; since: number }
  /** Gave up for now. */
  | { at: "resting"; until: number; since: number };

export interface Pair {
  state: PairState;
  /** Told to both as failed, and not connected since. */
  failed: boolean;
  /** Tries in a row without a connection. */
  tries: number;
  /** The other side has asked for an offer: they have used their microphone. */
  asked: boolean;
}

export const newPair = (): Pair => ({ state: { at: "quiet", offer: null }, failed: false, tries: 0, asked: false });

export type PairEvent =
  /** Stage, willingness or room may have changed. `entered`: the conversation began just now. */
  | { kind: "facts"; entered: boolean }
  /** `same`: of the connection that is open here. */
  | { kind: "offer"; sdp: string; same: boolean }
  | { kind: "answer" }
  | { kind: "ask" }
  | { kind: "up" }
  /** The network was lost for longer than a hiccup. */
  | { kind: "down" }
  /** The connection cannot be used any more: closed by the other side, or a description that did not fit. */
  | { kind: "broken" }
  /** Another pair needs the room. */
  | { kind: "evict" }
  | { kind: "tick" };

export type PairEffect =
  /** Open a new connection and offer it. */
  | { do: "offer" }
  /** Open a new connection on this offer and answer. */
  | { do: "answer"; sdp: string }
  /** Answer on the connection that is open. */
  | { do: "answerAgain"; sdp: string }
  /** Offer new ways on the connection that is open. */
  | { do: "mend" }
  | { do: "ask" }
  | { do: "close" }
  | { do: "report"; state: "connected" | "failed" };

type Step = [Pair, PairEffect[]];

const retryAfter = (tries: number): number => Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** tries);

/** May this side open a connection now? `other`: the other side has shown that it wants one. */
const wants = (facts: PairFacts, other: boolean): boolean => (facts.stage === "in" ? facts.willing || other : facts.willing && facts.room);

const move = (pair: Pair, state: PairState, ...effects: PairEffect[]): Step => [{ ...pair, state }, effects];
const stay = (pair: Pair): Step => [pair, []];

/** From nothing open: what the facts allow now. */
function begin(pair: Pair, offer: string | null, facts: PairFacts, now: number): Step {
  if (offer !== null && !facts.offers && wants(facts, true))
    return move(pair, { at: "connecting", since: now }, { do: "answer", sdp: offer });
  if (facts.offers && wants(facts, pair.asked)) return move(pair, { at: "offering", since: now }, { do: "offer" });
  if (!facts.offers && offer === null && wants(facts, false)) return move(pair, { at: "asking", since: now }, { do: "ask" });
  return move(pair, { at: "quiet", offer });
}

/** Gives up for now; the person is told only about a conversation they are in. */
function rest(pair: Pair, facts: PairFacts, now: number): Step {
  const tell = facts.stage === "in" && !pair.failed;
  const after: Pair = {
    ...pair,
    failed: pair.failed || tell,
    tries: pair.tries + 1,
    state: { at: "resting", until: now + retryAfter(pair.tries), since: now },
  };
  return [after, tell ? [{ do: "close" }, { do: "report", state: "failed" }] : [{ do: "close" }]];
}

function up(pair: Pair, now: number): Step {
  return [{ ...pair, state: { at: "connected", since: now }, failed: false, tries: 0 }, [{ do: "report", state: "connected" }]];
}

/** An offer, at a side that does not offer. */
function takeOffer(pair: Pair, event: { sdp: string; same: boolean }, facts: PairFacts, now: number, open: boolean): Step {
  if (event.same && open) return move(pair, { at: "mending", since: now }, { do: "answerAgain", sdp: event.sdp });
  if (!wants(facts, true)) return move(pair, { at: "quiet", offer: event.sdp }, ...(open ? [{ do: "close" } as const] : []));
  return move(pair, { at: "connecting", since: now }, ...(open ? [{ do: "close" } as const] : []), { do: "answer", sdp: event.sdp });
}

/** What a state does with an event. `now`: ms, monotonic. */
export function step(before: Pair, event: PairEvent, facts: PairFacts, now: number): Step {
  const pair = event.kind === "ask" && facts.offers && !before.asked ? { ...before, asked: true } : before;
  const { state } = pair;
  // A side is deaf to what only the other role may receive: so two offers can never meet.
  if (event.kind === "offer" && facts.offers) return stay(pair);
  if ((event.kind === "answer" || event.kind === "ask") && !facts.offers) return stay(pair);
  switch (state.at) {
    case "quiet":
      if (event.kind === "offer") return begin(pair, event.sdp, facts, now);
      if (event.kind === "ask" || event.kind === "facts") return begin(pair, state.offer, facts, now);
      return stay(pair);
    case "asking":
      if (event.kind === "offer") return takeOffer(pair, event, facts, now, false);
      if (event.kind === "facts" && event.entered) return move(pair, { at: "asking", since: now });
      if (event.kind === "evict") return move(pair, { at: "quiet", offer: null });
      // Only near: the other side may have nobody to answer for yet, and that is no failure.
      if (event.kind === "tick" && facts.stage === "in" && now - state.since >= CONNECT_MS) return rest(pair, facts, now);
      return stay(pair);
    case "offering":
      // `ask` crossed the offer on its way: it will be answered.
      if (event.kind === "answer") return move(pair, { at: "connecting", since: state.since });
      if (event.kind === "facts" && event.entered) return move(pair, { at: "offering", since: now });
      if (event.kind === "evict") return move(pair, { at: "quiet", offer: null }, { do: "close" });
      if (event.kind === "broken") return rest(pair, facts, now);
      if (event.kind === "tick" && facts.stage === "in" && now - state.since >= CONNECT_MS) return rest(pair, facts, now);
      return stay(pair);
    case "connecting":
      if (event.kind === "up") return up(pair, now);
      if (event.kind === "offer") return takeOffer(pair, event, facts, now, true);
      if (event.kind === "facts" && event.entered) return move(pair, { at: "connecting", since: now });
      if (event.kind === "evict") return move(pair, { at: "quiet", offer: null }, { do: "close" });
      if (event.kind === "down" || event.kind === "broken") return rest(pair, facts, now);
      if (event.kind === "tick" && now - state.since >= CONNECT_MS) return rest(pair, facts, now);
      return stay(pair);
    case "connected":
      if (event.kind === "offer") return takeOffer(pair, event, facts, now, true);
      if (event.kind === "down") return move(pair, { at: "mending", since: now }, facts.offers ? { do: "mend" } : { do: "ask" });
      if (event.kind === "ask")
        return now - state.since < AFRESH_MS ? stay(pair) : move(pair, { at: "mending", since: now }, { do: "mend" });
      if (event.kind === "evict") return move(pair, { at: "quiet", offer: null }, { do: "close" });
      if (event.kind === "broken") return again(pair, facts, now);
      return stay(pair);
    case "mending":
      if (event.kind === "up") return up(pair, now);
      if (event.kind === "offer") return takeOffer(pair, event, facts, now, true);
      // The other side has lost the connection that is being mended.
      if (event.kind === "ask") return now - state.since < AFRESH_MS ? stay(pair) : again(pair, facts, now);
      if (event.kind === "broken") return again(pair, facts, now);
      if (event.kind === "evict") return move(pair, { at: "quiet", offer: null }, { do: "close" });
      if (event.kind === "tick" && now - state.since >= CONNECT_MS) return rest(pair, facts, now);
      return stay(pair);
    case "resting":
      if (event.kind === "offer") return takeOffer(pair, event, facts, now, false);
      if (event.kind === "ask" && now - state.since >= AFRESH_MS) return begin(pair, null, facts, now);
      if (event.kind === "facts" && event.entered) return begin({ ...pair, tries: 0 }, null, facts, now);
      if (event.kind === "tick" && now >= state.until) return begin(pair, null, facts, now);
      return stay(pair);
    default:
      return state satisfies never;
  }
}

/** The open connection is of no use any more: close it and begin anew. */
function again(pair: Pair, facts: PairFacts, now: number): Step {
  const [after, effects] = begin(pair, null, facts, now);
  return [after, [{ do: "close" }, ...effects]];
}

/** Holds a connection that is only prepared or in use: counts against the room. */
export const isOpen = (state: PairState): boolean => {
  switch (state.at) {
    case "quiet":
    case "asking":
    case "resting":
      return false;
    case "offering":
    case "connecting":
    case "connected":
    case "mending":
      return true;
    default:
      return state satisfies never;
  }
};
