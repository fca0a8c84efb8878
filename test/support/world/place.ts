/** A whole place without the engine, to look at: /test/support/world/place.html?id=garden */
import { drawBackdrop, drawThing } from "../../../client/art/scene.ts";
import { planOf } from "../../../client/art/plan.ts";
import type { Place } from "../../../shared/domain/place.ts";

const query = new URLSearchParams(location.search);
const scale = Number(query.get("scale") ?? 1);
const places = (await (await fetch("/test/support/world/places.json")).json()) as Place[];
const place = places.find((p) => p.id === (query.get("id") ?? "house"));
const canvas = document.querySelector<HTMLCanvasElement>("#place");
const c = canvas?.getContext("2d");
if (place && canvas && c) {
  const plan = planOf(place, () => "Welcome");
  canvas.width = plan.width * scale;
  canvas.height = plan.height * scale;
  c.scale(scale, scale);
  const begin = performance.now();
  drawBackdrop(c, plan, { x: 0, y: 0, w: plan.width, h: plan.height });
  for (const thing of plan.things.filter((t) => t.layer === "standing").sort((a, b) => a.y - b.y)) drawThing(c, thing);
  document.title = `place ${(performance.now() - begin).toFixed(0)} ms`;
}
