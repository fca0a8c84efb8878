/** The picture of a place, behind an interface so that the engine can be replaced and the shell never waits for it. Phaser loads with `mountWorld`. */
import type { SpaceCommands } from "../net/space-commands.ts";

export interface WorldView {
  /** Frees everything; the element is empty afterwards. */
  destroy(): void;
}

export interface WorldDeps {
  commands: Pick<SpaceCommands, "movers" | "head" | "walkTo">;
  /** A person or board on the canvas was tapped: the shell shows their card or opens the board. */
  onPick(pick: { kind: "person"; person: number } | { kind: "board"; board: string; area: string }): void;
  /** Translates a map's label key. */
  label(key: string): string;
}

/** Loaded lazily: `(await import("../world/mount.ts")).mountWorld`. Reads the stores of `client/store` by itself. Rejects when neither WebGL nor Canvas works. */
export type MountWorld = (element: HTMLElement, deps: WorldDeps) => Promise<WorldView>;
