/** Opens a space for this page: what the session needs of a browser. Loaded when someone enters, with the SDK. */
import { ok } from "../../shared/domain/result.ts";
import type { Me } from "../../shared/protocol/http.ts";
import { BUILD } from "../build.ts";
import { pageStores } from "../store/space.ts";
import { type Caller, call } from "./api.ts";
import { sit } from "./sit.ts";
import { SpaceSession } from "./space-session.ts";

const page: Caller = { fetch: (path, init) => fetch(path, { ...init, credentials: "same-origin" }) };

/** `randomUUID` does not exist on plain http away from localhost. */
const newDraft = (): string => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(36)).join("");

/**
 * Learns the places, joins the room and fills the stores.
 * @param known who one is, where that was asked already: a request less on a thin line
 * @returns the session even when the door stayed shut: `$connection` then says why.
 * @throws Unreachable when the server gives no answer at all
 */
export async function openSpace(space: string, known?: Me): Promise<SpaceSession> {
  const stores = pageStores;
  const session = new SpaceSession({
    space,
    lang: document.documentElement.lang || "en",
    build: BUILD,
    caller: page,
    sit,
    now: Date.now,
    random: Math.random,
    local: () => performance.now(),
    newDraft,
    stores,
  });
  const [me, info, places] = await Promise.all([
    known ? ok(known) : call("GET /api/me"),
    call("GET /api/spaces/:space", { params: { space } }),
    call("GET /api/spaces/:space/places", { params: { space } }),
  ]);
  if (!me.ok || !info.ok || !places.ok) {
    const code = !me.ok ? me.code : !info.ok ? info.code : !places.ok ? places.code : "internal";
    stores.$connection.set(code === "no_session" ? { state: "ended", why: "session" } : { state: "refused", code });
    return session;
  }
  stores.$me.set(me.value);
  stores.$space.set(info.value);
  stores.$places.set(Object.fromEntries(places.value.places.map((place) => [place.id, place])));
  stores.$boards.set(places.value.boards);
  nudgeWhenBack(session);
  await session.join();
  return session;
}

/** Listens for as long as the session may still come back. */
function nudgeWhenBack(session: SpaceSession): void {
  const over = new AbortController();
  addEventListener("online", () => session.nudge(), { signal: over.signal });
  const seen = (): void => {
    if (document.visibilityState === "visible") session.nudge();
  };
  document.addEventListener("visibilitychange", seen, { signal: over.signal });
  const stop = pageStores.$connection.listen(({ state }) => {
    if (state !== "ended" && state !== "refused") return;
    over.abort();
    stop();
  });
}
