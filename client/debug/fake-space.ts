/**
 * A space without a server, for looking at the interface: `?fake` under `npm run dev`. Never part of a build.
 * `?fake=alone|reconnecting|ended|refused|quiet|crowd|muted` shows one state.
 */
import { FIRST_SETTINGS } from "../../shared/domain/space-settings.ts";
import { encodeAppearance, randomAppearance } from "../../shared/domain/appearance.ts";
import type { Area, Place } from "../../shared/domain/place.ts";
import { TILE } from "../../shared/domain/units.ts";
import type { Drawn, Movers, SpaceCommands } from "../net/space-commands.ts";
import { $cam, $chosenMode, $screen } from "../store/pictures.ts";
import type { MediaControl } from "../media/start.ts";
import { fakeLead } from "./fake-leading.ts";
import type { MediaPort } from "../media/media-transport.ts";
import { $hearsMe, $mic, $micLevel, $notHeard, $soundBlocked, $speaking, $devices } from "../store/media.ts";
import {
  $boardHere,
  $boards,
  $chat,
  $connection,
  $distances,
  $me,
  $people,
  $place,
  $places,
  $space,
  $where,
  $you,
  type ChatEntry,
  type PersonView,
  tell,
} from "../store/space.ts";

const mode = new URLSearchParams(location.search).get("fake") ?? "";

let seed = 7;
const random = (): number => {
  seed = (seed * 16807) % 2147483647;
  return seed / 2147483647;
};

const rect = (x: number, y: number, w: number, h: number) => ({ x: x * TILE, y: y * TILE, w: w * TILE, h: h * TILE });

const areas: Area[] = [
  { id: "bay", kind: "arrival", label: { key: "map.house.bay" }, rect: rect(10, 12, 4, 2) },
  { id: "table", kind: "meeting", label: { key: "map.house.corner" }, rect: rect(2, 5, 6, 4), capacity: 8 },
  { id: "sofa", kind: "quiet", label: { key: "map.house.reading" }, rect: rect(16, 8, 4, 3) },
  { id: "wall", kind: "board", label: { key: "map.house.workshop-board" }, rect: rect(5, 1, 5, 2), board: "ideas" },
  { id: "front", kind: "portal", label: { key: "map.house.front-door" }, rect: rect(10, 14, 2, 1), to: { place: "garden", area: "gate" } },
];
const house: Place = {
  id: "house",
  label: { key: "map.house" },
  width: 24,
  height: 16,
  floor: [],
  walls: [],
  solid: [],
  areas,
  things: [],
};
const garden: Place = { ...house, id: "garden", label: { key: "map.garden" }, areas: [] };

const NAMES = ["Jonas", "Amina", "Yusuf", "Kaja", "Noor", "Malik", "Lena", "Žiga", "Agnieszka Wiśniewska", "Rūta"];
const LOOKS = ["103328700", "284008700", "550128011", "115218701", "0b4418300", "3a0249720", "264218700"];
const crowd = mode === "crowd" ? 40 : mode === "alone" ? 1 : NAMES.length;

function person(i: number): PersonView {
  const look = LOOKS[i];
  return {
    id: i + 1,
    name: NAMES[i] ?? `Guest ${i}`,
    own: NAMES[i] ?? `Guest ${i}`,
    mark: String(i),
    heads: 1,
    appearance: look?.length === 9 ? look : encodeAppearance(randomAppearance(random)),
    role: i === 0 ? "owner" : i === 3 ? "trainer" : "participant",
    lang: "sl",
    place: i > 6 ? "garden" : "house",
    connected: i !== 5,
    mic: (["on", "muted", "off"] as const)[i % 3] ?? "off",
    writes: i === 3,
    whispers: i === 4,
    cam: "off",
    screen: "off",
    held: 0,
  };
}

const lines: ChatEntry[] = [
  [2, "Amina", "Who starts our map of the neighbourhood?"],
  [3, "Yusuf", "I would begin with the library and the skate park."],
  [1, "Jonas", "Good idea! I add both."],
  [4, "Kaja", "Kaj pa avtobusna postaja pri šoli?"],
].map(([who, name, text], i) => ({
  seq: i + 1,
  at: Date.now() - (9 - i) * 60_000,
  person: Number(who),
  name: String(name),
  text: String(text),
  lang: i === 3 ? "sl" : "en",
  state: "sent",
}));

export async function openSpace(id: string): Promise<SpaceCommands & MediaPort> {
  $connection.set({ state: "joining" });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const everyone = Array.from({ length: crowd }, (_, i) => person(i));
  $me.set({
    user: "u",
    name: "Jonas",
    appearance: person(0).appearance,
    lang: "en",
    owner: true,
    member: true,
    account: "ready",
    spaces: [{ id, name: "Youth club Zmaj", role: "owner" }],
  });
  $space.set({
    id,
    name: "Youth club Zmaj",
    role: "owner",
    present: crowd,
    settings: FIRST_SETTINGS,
    contact: "",
  });
  $you.set(1);
  const given = (await fetch(`/api/spaces/${id}/places`).then((answer) => (answer.ok ? answer.json() : null))) as {
    places: Place[];
  } | null;
  $places.set(given ? Object.fromEntries(given.places.map((place) => [place.id, place])) : { house, garden });
  $boards.set([{ id: "ideas", label: "board.ideas" }]);
  $place.set("house");
  $people.set(Object.fromEntries(everyone.map((p) => [p.id, p])));
  $distances.set(new Map(everyone.slice(1, 7).map((p, i) => [p.id, 30 + i * 34])));
  if (mode !== "alone") $chat.set(lines);
  $boardHere.set(mode === "quiet" || mode === "alone" ? null : { area: "wall", board: "ideas" });
  $where.set(mode === "quiet" || mode === "alone" ? { kind: "quiet", area: "bay" } : { kind: "open" });
  $hearsMe.set(mode === "" || mode === "crowd" ? [2, 3] : []);
  $notHeard.set(
    mode === ""
      ? [{ person: 4, why: "no-connection" }]
      : mode === "crowd"
        ? [
            { person: 12, why: "cap" },
            { person: 13, why: "cap" },
          ]
        : [],
  );
  $mic.set(
    mode === "" || mode === "crowd"
      ? { state: "on" }
      : mode === "muted"
        ? { state: "muted", why: "hidden" }
        : mode === "nomic"
          ? { state: "unavailable", why: "denied" }
          : { state: "off" },
  );
  $speaking.setKey(2, true);
  $devices.set({ mics: [], speakers: [], cams: [], mic: null });
  $soundBlocked.set(mode === "blocked");
  setInterval(() => $micLevel.set($mic.get().state === "on" ? 0.3 + 0.4 * Math.abs(Math.sin(Date.now() / 300)) : 0), 100);
  $connection.set({ state: "joined" });
  if (mode === "reconnecting") $connection.set({ state: "reconnecting", since: Date.now(), attempt: 2, why: "network" });
  if (mode === "ended") $connection.set({ state: "ended", why: "elsewhere" });
  if (mode === "refused") $connection.set({ state: "refused", code: "ejected" });
  if (mode === "") {
    $chat.set([
      ...lines,
      { state: "waiting", draft: "d1", text: "And the bakery, it has benches" },
      { state: "refused", draft: "d2", text: "!!!", code: "chat_too_fast" },
    ]);
    tell({ kind: "hears-me", names: ["Amina", "Yusuf"] });
    tell({ kind: "came-near", person: 4, name: "Kaja" });
  }
  return commands;
}

const nothing = (): void => {};
const off = (): (() => void) => nothing;

/** Where oneself stands, in tiles; the others around it. */
const HERE = [12.5, 11.5] as const;
const SPOTS = [
  [0, 0],
  [-3.4, -2.6],
  [-1.6, -2.6],
  [2.2, -1],
  [4.5, 1.5],
  [-4.5, 1.2],
  [1.2, -4],
] as const;
const drawn: Drawn = { id: 0, x: 0, y: 0, facing: 0, walking: false };
const each: Movers["each"] = (visit) => {
  for (const [i, [x, y]] of SPOTS.entries()) {
    if (i >= crowd) break;
    visit(
      Object.assign(drawn, {
        id: i + 1,
        x: (HERE[0] + x) * TILE,
        y: (HERE[1] + y) * TILE,
        facing: ([0, 2, 1, 1, 0, 2, 3] as const)[i] ?? 0,
      }),
    );
  }
  return false;
};

const commands: SpaceCommands & MediaPort = {
  movers: { each, self: () => ({ x: HERE[0] * TILE, y: HERE[1] * TILE }), onChange: off },
  head: nothing,
  walkTo: (target) => {
    if (target.kind === "person") tell({ kind: "came-near", person: target.person, name: $people.get()[target.person]?.name ?? "" });
    if (target.kind === "area" && target.area === "front") {
      $place.set("garden");
      tell({ kind: "moved", why: "portal", place: "garden" });
    }
  },
  say: (text) => {
    const own: ChatEntry = { seq: Date.now(), at: Date.now(), person: 1, name: "Jonas", text, lang: "en", state: "sent" };
    $chat.set([...$chat.get(), own]);
  },
  sayAgain: (draft) =>
    $chat.set($chat.get().map((e) => (e.state !== "sent" && e.draft === draft ? { state: "waiting", draft, text: e.text } : e))),
  discard: (draft) => $chat.set($chat.get().filter((e) => e.state === "sent" || e.draft !== draft)),
  profile: ({ name, appearance }) => {
    const me = $people.get()[1];
    if (me) $people.setKey(1, { ...me, name, appearance });
  },
  eject: (id) => {
    const { [id]: _, ...others } = $people.get();
    $people.set(others);
    return true;
  },
  lead: fakeLead,
  roomNow: () => performance.now(),
  written: { open: nothing, type: nothing, finish: nothing, close: nothing, iWrite: nothing, sit: nothing },
  whisper: nothing,
  leave: () => $connection.set({ state: "ended", why: "left" }),
  sendSignal: nothing,
  sendMedia: nothing,
  sendMegaphone: nothing,
  sendLink: nothing,
  sendSilent: nothing,
  onSignal: off,
  onLink: off,
  onAudience: off,
  onMoved: off,
  onOrder: off,
  onSoundSeat: () => () => undefined,
  distance: () => null,
};

export const fakeMedia: MediaControl = {
  talk: { press: nothing, release: nothing, latch: nothing },
  requestMic: async (): Promise<void> => $mic.set({ state: "on" }),
  mute: (): void => $mic.set({ state: "muted", why: "self" }),
  unmute: (): void => $mic.set({ state: "on" }),
  hearNow: async (): Promise<void> => $soundBlocked.set(false),
  chooseMic: async (): Promise<void> => {},
  allowSpeaking: nothing,
  chooseSpeaker: nothing,
  refreshIce: nothing,
  requestCam: async (): Promise<void> => $cam.set({ state: "on" }),
  stopCam: (): void => $cam.set({ state: "off", why: null }),
  chooseCam: async (): Promise<void> => {},
  shareScreen: async (): Promise<void> => $screen.set({ state: "on" }),
  stopScreen: (): void => $screen.set({ state: "off", why: null }),
  setInterest: nothing,
  holdMegaphone: async (on): Promise<boolean> => on,
  setMode: (mode): void => $chosenMode.set(mode),
  showAnyway: nothing,
  stop: nothing,
};
