/** A person without a page, on the client's own `net`: what a browser sends and hears, less the picture and the sound. */
import { ColyseusSDK } from "@colyseus/sdk";
import { call } from "../../../client/net/api.ts";
import { SpaceSession } from "../../../client/net/space-session.ts";
import { type SpaceStores, spaceStores } from "../../../client/store/space.ts";
import type { Guest } from "./guest.ts";

export interface Bot {
  session: SpaceSession;
  stores: SpaceStores;
}

let drafts = 0;

/** Joins the guest's space. @param build of the page that the server serves. @throws when the door stays shut */
export async function openBot(guest: Guest, build: string, random: () => number): Promise<Bot> {
  const stores = spaceStores();
  const sdk = new ColyseusSDK(guest.origin, { headers: { cookie: guest.cookie, origin: guest.origin } });
  const places = await call("GET /api/spaces/:space/places", { params: { space: guest.space } }, guest.caller);
  if (!places.ok) throw new Error(`no places: ${places.code}`);
  stores.$places.set(Object.fromEntries(places.value.places.map((place) => [place.id, place])));
  stores.$boards.set(places.value.boards);
  const session = new SpaceSession({
    space: guest.space,
    lang: "en",
    build,
    caller: guest.caller,
    sit: (reservation) => sdk.consumeSeatReservation(reservation as Parameters<typeof sdk.consumeSeatReservation>[0]),
    now: Date.now,
    random,
    local: () => performance.now(),
    newDraft: () => `bot-${++drafts}`,
    stores,
  });
  await session.join();
  const connection = stores.$connection.get();
  if (connection.state !== "joined") throw new Error(`the door stayed shut: ${JSON.stringify(connection)}`);
  return { session, stores };
}

/** The build that the server serves: a join with another one is refused. */
export async function buildOf(guest: Guest): Promise<string> {
  const health = await call("GET /healthz", {}, guest.caller);
  if (!health.ok) throw new Error(health.code);
  return health.value.build;
}
