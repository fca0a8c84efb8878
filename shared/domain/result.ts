import type { ErrorCode } from "./errors.ts";

/** An expected outcome: the value, or a code that the client turns into a sentence. */
export type Result<T, E extends string = ErrorCode> =
  | { ok: true; value: T }
  | { ok: false; code: E; params?: Record<string, string | number> };

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
export const fail = <E extends string>(
  code: E,
  params?: Record<string, string | number>,
): { ok: false; code: E; params?: Record<string, string | number> } =>
  params === undefined ? { ok: false, code } : { ok: false, code, params };
