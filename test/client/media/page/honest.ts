/** Kartu's own net and sound, without an interface: what an honest page sends and hears. */
import { call } from "../../../../client/net/api.ts";
import { openSpace } from "../../../../client/net/open-space.ts";
import type { SpaceSession } from "../../../../client/net/space-session.ts";
import { type MediaControl, startMedia } from "../../../../client/media/start.ts";
import * as mediaStores from "../../../../client/store/media.ts";
import * as spaceStores from "../../../../client/store/space.ts";

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
  ...mediaStores,
  ...spaceStores,
  session: null as SpaceSession | null,
  control: null as MediaControl | null,
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
