/** A guest without a page: enters by an invite like anybody, and keeps the cookie in memory. */
import { encodeAppearance, randomAppearance } from "../../../shared/domain/appearance.ts";
import { type Caller, call } from "../../../client/net/api.ts";

export interface Guest {
  /** Origin of the server, as http(s). */
  origin: string;
  cookie: string;
  space: string;
  caller: Caller;
}

/** Calls of a server at `origin` that keep the cookies it sets. */
export function callerAt(origin: string, jar: { cookie: string }): Caller {
  return {
    async fetch(path, init) {
      const headers = new Headers(init.headers);
      headers.set("origin", origin);
      if (jar.cookie) headers.set("cookie", jar.cookie);
      const response = await fetch(new URL(path, origin), { ...init, headers });
      const set = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
      if (set.length > 0) jar.cookie = set.join("; ");
      return response;
    },
  };
}

/** @param random in [0, 1); draws the avatar. @throws when the invite is refused. */
export async function enterAsGuest(origin: string, code: string, name: string, random: () => number): Promise<Guest> {
  const jar = { cookie: "" };
  const caller = callerAt(origin, jar);
  const appearance = encodeAppearance(randomAppearance(random));
  const answer = await call("POST /api/invites/enter", { body: { code, name, appearance, lang: "en", asMe: false } }, caller);
  if (!answer.ok) throw new Error(`${name} could not enter: ${answer.code}`);
  return { origin, cookie: jar.cookie, space: answer.value.space, caller };
}
