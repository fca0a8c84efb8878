/** The world with walking figures and no server: /test/support/world/world.html?id=garden&n=20&moving=1&renderer=webgl */
import "@fontsource/nunito/latin-700.css";
import "@fontsource/nunito/latin-800.css";
import type { Place } from "../../../shared/domain/place.ts";
import { mountWorld } from "../../../client/world/mount.ts";
import { fakeSpace } from "./walkers.ts";

const WORDS: Record<string, string> = {
  "map.welcome": "Welcome",
  "map.house.corner": "Meeting room",
  "map.house.reading": "Quiet corner",
  "map.house.front-door": "To the garden",
  "map.garden.picnic": "Picnic",
  "map.garden.fire": "Campfire",
  "map.garden.pond": "Quiet by the pond",
  "map.garden.door": "Into the house",
};

const query = new URLSearchParams(location.search);
const places = (await (await fetch(query.get("places") ?? "/test/support/world/places.json")).json()) as Place[];
const fake = fakeSpace(places, query.get("id") ?? "house", Number(query.get("n") ?? 16), Number(query.get("seed") ?? 7));
const element = document.querySelector<HTMLElement>("#world");
if (!element) throw new Error("no element");
const renderer = query.get("renderer");
const begin = performance.now();
const view = await mountWorld(
  element,
  {
    commands: fake.commands,
    onPick: (pick) => console.log("pick", JSON.stringify(pick)),
    label: (key) => WORDS[key] ?? key,
  },
  renderer === "webgl" || renderer === "canvas" ? renderer : undefined,
);
if (query.has("moving")) fake.setMoving(true);
const [x, y] = (query.get("at") ?? "").split(",").map(Number);
const self = fake.walkers[0];
if (self && x && y) Object.assign(self, { x, y });
fake.say(3, "Who starts our map of the neighbourhood?");
fake.say(6, "Hi!");
Object.assign(globalThis, { kartu: { fake, view } });
requestAnimationFrame(() => {
  document.title = `world ${view.stats().renderer} ${(performance.now() - begin).toFixed(0)} ms`;
});
