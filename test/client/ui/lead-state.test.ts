import { afterEach, expect, it } from "vitest";
import { $gone, $waiting } from "../../../client/ui/space/lead-state.ts";
import { $concerns } from "../../../client/store/leading.ts";
import type { Concern } from "../../../shared/protocol/leading.ts";

afterEach(() => $concerns.set([]));

it("[LM80] the number at “Lost?” is of those in the room; who broke off and is not back is counted apart", () => {
  const fine = { hiddenSince: null, mic: null, sound: null, droppedAt: null, like: null };
  const concerns: Concern[] = [
    { ...fine, person: 4, name: "Ana", sound: "none" },
    { ...fine, person: 5, name: "Bor", droppedAt: 1 },
    { ...fine, person: 0, name: "Cene", droppedAt: 1 },
    { ...fine, person: 0, name: "Dana", droppedAt: 1 },
  ];
  $concerns.set(concerns);
  expect($waiting.get().concerns).toBe(2);
  expect($gone.get().map(({ name }) => name)).toEqual(["Cene", "Dana"]);
});
