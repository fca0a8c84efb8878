import { afterEach, expect, it } from "vitest";
import type { MediaControl } from "../../../client/media/start.ts";
import { $place, $places } from "../../../client/store/space.ts";
import { $media } from "../../../client/ui/space/session.ts";
import { stepAway } from "../../../client/ui/space/step-away.ts";
import { hall, yard } from "../../support/places.ts";

afterEach(() => {
  $media.set(null);
  $places.set({});
  $place.set(null);
});

it("[ME170] stepping away mutes, ends camera and screen, and leads to the quiet area of the place, if it has one", () => {
  const done: string[] = [];
  const note = (what: string) => () => void done.push(what);
  const session = { walkTo: (target: object) => void done.push(JSON.stringify(target)) };
  const media = { mute: note("mute"), stopCam: note("cam"), stopScreen: note("screen") };
  $media.set(media as unknown as MediaControl);
  $places.set({ hall: hall(), yard: yard() });
  $place.set("hall");
  stepAway(session);
  expect(done.splice(0)).toEqual(["mute", "cam", "screen", '{"kind":"area","area":"nook"}']);
  $place.set("yard");
  stepAway(session);
  expect(done.splice(0)).toEqual(["mute", "cam", "screen"]);
  // Without sound there is nothing to end.
  $media.set(null);
  $place.set("hall");
  stepAway(session);
  expect(done).toEqual(['{"kind":"area","area":"nook"}']);
});
