/** Kartu's own net and sound, without an interface: what an honest page sends and hears. */
import { call } from "../../../../client/net/api.ts";
import { openSpace } from "../../../../client/net/open-space.ts";
import type { SpaceSession } from "../../../../client/net/space-session.ts";
import { type MediaControl, startMedia } from "../../../../client/media/start.ts";
import { showIn } from "../../../../client/media/pictures/show.ts";
import * as deviceStores from "../../../../client/store/devices.ts";
import { $askedToUnmute } from "../../../../client/store/leading.ts";
import * as mediaStores from "../../../../client/store/media.ts";
import * as pictureStores from "../../../../client/store/pictures.ts";
import * as spaceStores from "../../../../client/store/space.ts";
import { $together, $whisper } from "../../../../client/store/writing.ts";

/** One's own person id, as soon as the room has said it. */
const itself = (): Promise<number> =>
  new Promise((resolve) => {
    const stop = spaceStores.$you.subscribe((you) => {
      if (you === null) return;
      queueMicrotask(() => stop());
      resolve(you);
    });
  });

const honest = {
  ...deviceStores,
  ...mediaStores,
  ...pictureStores,
  ...spaceStores,
  $whisper,
  $askedToUnmute,
  $together,
  session: null as SpaceSession | null,
  control: null as MediaControl | null,
  /** A tile as an interface shows it. @returns stop */
  show(person: number, source: "cam" | "screen", height: number): () => void {
    const picture = pictureStores.$pictures.get()[`${person}:${source}`];
    if (picture === undefined) throw new Error("no such picture");
    const tile = document.createElement("video");
    tile.style.cssText = `position: fixed; top: 0; height: ${height}px`;
    document.body.append(tile);
    const stop = showIn(tile, picture.stream, (level) => honest.control?.setInterest(person, source, level));
    return () => {
      stop();
      tile.remove();
    };
  },
  /** @returns one's person id */
  async join(space: string): Promise<number> {
    const session = await openSpace(space);
    honest.session = session;
    honest.control = startMedia(session, async () => {
      const report = await call("GET /api/spaces/:space/ice", { params: { space } });
      if (!report.ok) throw new Error(report.code);
      return report.value;
    });

    return itself();
  },
};
declare global {
  interface Window {
    honest: typeof honest;
  }
}
window.honest = honest;
