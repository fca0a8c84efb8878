/** Calls the API for a page: a refusal and a silent server both come back as something to say. */
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import type { Api } from "../../../shared/protocol/http.ts";
import { call, Unreachable } from "../../net/api.ts";
import type { Params } from "./errors.ts";

export interface Trouble {
  code: ErrorCode | "unreachable";
  params?: Params;
}
export type Answered<T> = { ok: true; value: T } | ({ ok: false } & Trouble);

export async function ask<K extends keyof Api>(route: K, request: Parameters<typeof call<K>>[1] = {}): Promise<Answered<Api[K]["answer"]>> {
  try {
    return await call(route, request);
  } catch (error) {
    if (error instanceof Unreachable) return { ok: false, code: "unreachable" };
    throw error;
  }
}
