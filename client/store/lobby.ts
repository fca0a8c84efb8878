/** Read model of a lobby: `net/lobby-wait.ts` writes, the page reads. */
import { atom } from "nanostores";
import type { LobbyDown } from "../../shared/protocol/lobby.ts";

export type LobbyView =
  /** On the way to the lobby. */
  | { state: "coming" }
  /** `ahead`: how far the server's clock is ahead of this device's, ms. */
  | ({ state: "waiting"; ahead: number } & LobbyDown["waiting"])
  /** The same, while the connection comes back by itself. */
  | ({ state: "lost"; ahead: number; restart: boolean } & LobbyDown["waiting"])
  /** `until`: UTC ms, by this device's clock. */
  | { state: "turned-away"; until: number }
  | { state: "admitted" };

export const $lobby = atom<LobbyView>({ state: "coming" });
