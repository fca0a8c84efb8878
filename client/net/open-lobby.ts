/** Waits in a lobby for this page: what `LobbyWait` needs of a browser. Loaded when somebody has to wait, with the SDK. */
import { $lobby } from "../store/lobby.ts";
import type { Caller } from "./api.ts";
import { type LobbyEnd, LobbyWait } from "./lobby-wait.ts";
import { sit } from "./sit.ts";

const page: Caller = { fetch: (path, init) => fetch(path, { ...init, credentials: "same-origin" }) };

/** @returns leave */
export function openLobby(space: string, onEnd: (end: LobbyEnd) => void): () => void {
  const wait = new LobbyWait({
    space,
    caller: page,
    sit,
    now: Date.now,
    random: Math.random,
    onView: (view) => $lobby.set(view),
    onEnd,
  });
  const over = new AbortController();
  addEventListener("online", () => wait.nudge(), { signal: over.signal });
  const seen = (): void => {
    if (document.visibilityState === "visible") wait.nudge();
  };
  document.addEventListener("visibilitychange", seen, { signal: over.signal });
  return () => {
    over.abort();
    wait.leave();
  };
}
