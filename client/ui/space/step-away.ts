import { $place, $places } from "../../store/space.ts";
import { $media, type Session } from "./session.ts";

/**
 * One tap away from everybody: nothing of oneself is heard or seen, and one goes to a quiet corner where the place has one. In a paused room one stays
 * where one is, as everybody does.
 */
export function stepAway(session: Pick<Session, "walkTo">): void {
  const media = $media.get();
  media?.mute();
  media?.stopCam();
  media?.stopScreen();
  const quiet = $places.get()[$place.get() ?? ""]?.areas.find((area) => area.kind === "quiet");
  if (quiet) session.walkTo({ kind: "area", area: quiet.id });
}
