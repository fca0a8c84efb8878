/** The HTTP API, typed by `shared/protocol/http.ts`. Used by the join page too: nothing heavy here. */
import type { ErrorCode } from "../../shared/domain/errors.ts";
import { fail, ok, type Result } from "../../shared/domain/result.ts";
import type { Api, Failure } from "../../shared/protocol/http.ts";

type Body<K extends keyof Api> = Api[K] extends { body: infer B } ? B : undefined;
type Answer<K extends keyof Api> = Api[K]["answer"];

/** How a request is made: the page's own `fetch`, or one with an address and a cookie for bots and tests. */
export interface Caller {
  fetch(path: string, init: RequestInit): Promise<Response>;
}

const page: Caller = { fetch: (path, init) => fetch(path, { ...init, credentials: "same-origin" }) };

/** A request that never arrived: told apart from a refusal, because trying again helps. */
export class Unreachable extends Error {
  override name = "Unreachable";
}

const TIMEOUT_MS = 10_000;

const isFailure = (value: unknown): value is Failure =>
  typeof value === "object" && value !== null && typeof (value as { code?: unknown }).code === "string";

/**
 * Calls a route. `params` fill the `:names` of its path.
 * @returns the answer, or the server's code. @throws Unreachable when there was no answer, or none of Kartu's
 */
export async function call<K extends keyof Api>(
  route: K,
  request: { params?: Record<string, string>; body?: Body<K>; timeoutMs?: number } = {},
  caller: Caller = page,
): Promise<Result<Answer<K>>> {
  const [method = "GET", pattern = "/"] = route.split(" ");
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(request.params?.[name] ?? ""));
  const init: RequestInit = { method, signal: AbortSignal.timeout(request.timeoutMs ?? TIMEOUT_MS) };
  if (request.body !== undefined) {
    init.body = JSON.stringify(request.body);
    init.headers = { "content-type": "application/json" };
  }
  let response: Response;
  let answer: unknown;
  try {
    response = await caller.fetch(path, init);
    answer = await response.json();
  } catch (cause) {
    throw new Unreachable(`${method} ${pattern} had no answer`, { cause });
  }
  if (response.ok) return ok(answer as Answer<K>);
  // A proxy in front of a server that is down answers in its own words: that is no refusal of Kartu's.
  if (!isFailure(answer)) throw new Unreachable(`${method} ${pattern} was answered with ${response.status} by something else`);
  return fail(answer.code as ErrorCode, answer.params);
}
