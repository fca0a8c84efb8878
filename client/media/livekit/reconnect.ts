/** When to try again. A media server that comes back is not met by everybody at once. */
import type { ReconnectContext, ReconnectPolicy } from "livekit-client";

/** A blip of the network: at once, nearly. ms */
const FIRST_MS = 300;
/** Later tries are spread over this, ms. */
const SPREAD_MS = 2_000;
const STEP_MS = 500;
const LONGEST_MS = 4_000;
/** Then the whole connection is made anew. */
const TRIES = 6;

/** @param tries that failed so far. @param chance 0 to 1. @returns ms */
export const retryDelay = (tries: number, chance: number): number =>
  tries === 0 ? chance * FIRST_MS : Math.min(LONGEST_MS, tries * STEP_MS) + chance * SPREAD_MS;

export const reconnectPolicy: ReconnectPolicy = {
  nextRetryDelayInMs: ({ retryCount }: ReconnectContext) => (retryCount < TRIES ? retryDelay(retryCount, Math.random()) : null),
};
