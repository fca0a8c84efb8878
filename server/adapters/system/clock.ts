import { randomBytes } from "node:crypto";
import type { Clock, Random } from "../../ports/clock.ts";

export const systemClock: Clock = { now: () => Date.now(), mono: () => performance.now() };

export const systemRandom: Random = { token: (bytes) => randomBytes(bytes).toString("base64url") };
