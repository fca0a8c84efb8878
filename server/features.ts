/** What routes ask of the other parts of the house, put together from those parts. */
import type { Place } from "../shared/domain/place.ts";
import { fail } from "../shared/domain/result.ts";
import { CLOSE } from "../shared/protocol/codes.ts";
import type { BoardServer } from "./adapters/boards/attach.ts";
import { type IceConfig, iceReport } from "./commands/ice.ts";
import type { Ports } from "./commands/ports.ts";
import type { Features } from "./http/features.ts";

export interface FeatureParts {
  ports: Ports;
  places: readonly Place[];
  ice: IceConfig;
  build: string;
}

/** Parts that need the HTTP server, which needs the routes, which need these: handed in afterwards. */
export interface Connected {
  boards: Pick<BoardServer, "cut">;
}

export function makeFeatures({ ports, places, ice }: FeatureParts): { features: Features; connect(parts: Connected): void } {
  let connected: Connected | null = null;
  const boards = places.flatMap((place) =>
    place.areas.flatMap((area) => (area.kind === "board" ? [{ id: area.board, label: "key" in area.label ? area.label.key : area.label.text }] : [])),
  );
  const features: Features = {
    join: async () => fail("internal"),
    present: () => 0,
    spaceChanged: () => undefined,
    profileChanged: () => undefined,
    sessionEnded({ session }) {
      connected?.boards.cut({ session }, CLOSE.BOARD_NO_SESSION);
    },
    places: async () => ({ places: [...places], boards }),
    ice: async ({ identity, space, by }) => iceReport(ice, space.settings, by, identity.user.id, ports.clock.now()),
  };
  return {
    features,
    connect(parts) {
      connected = parts;
    },
  };
}
