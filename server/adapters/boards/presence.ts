/**
 * Who is at a board and where their cursor is (Yjs awareness). A connection speaks for one client id; the server writes who that is.
 * Stock clients send back what they have heard of others: that is passed over in silence.
 */
import * as decoding from "lib0/decoding";
import { MAX_PRESENCE_STATE } from "./limits.ts";

export interface PresenceOwner {
  readonly user: string;
  readonly name: string;
}
interface State {
  clock: number;
  /** JSON, "null" when gone. */
  json: string;
  owner: PresenceOwner;
}

/** What others are told of one client. */
export interface Seen {
  client: number;
  clock: number;
  json: string;
  user: string;
}

const MAX_CLOCK = 2 ** 40;

export class Presence {
  readonly #states = new Map<number, State>();
  readonly #claims = new Map<PresenceOwner, number>();
  readonly #changed = new Set<number>();

  /** Takes what a connection says of itself. @param still they are there, but their cursor stays where it is @throws when the bytes are no awareness update */
  take(owner: PresenceOwner, body: Uint8Array, still = false): void {
    const decoder = decoding.createDecoder(body);
    const count = decoding.readVarUint(decoder);
    for (let i = 0; i < count; i++) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      const json = decoding.readVarString(decoder);
      if (!this.#mayClaim(owner, client)) continue;
      const now = this.#states.get(client);
      if (clock > MAX_CLOCK || (now !== undefined && clock < now.clock) || json.length > MAX_PRESENCE_STATE) continue;
      const stamped = still && now !== undefined && now.json !== "null" && json !== "null" ? now.json : stamp(json, owner, still);
      this.#claims.set(owner, client);
      this.#states.set(client, { clock, json: stamped, owner });
      this.#changed.add(client);
    }
  }

  #mayClaim(owner: PresenceOwner, client: number): boolean {
    const mine = this.#claims.get(owner);
    if (mine !== undefined) return mine === client;
    const holder = this.#states.get(client);
    // The same person may take over from a connection that has not yet noticed that it is dead.
    return holder === undefined || holder.owner.user === owner.user;
  }

  /** The connection is gone: others are told, unless it has been taken over. */
  leave(owner: PresenceOwner): void {
    const client = this.#claims.get(owner);
    this.#claims.delete(owner);
    if (client === undefined) return;
    const state = this.#states.get(client);
    if (state === undefined || state.owner !== owner) return;
    this.#states.set(client, { ...state, clock: state.clock + 1, json: "null" });
    this.#changed.add(client);
  }

  /** What has changed since the last call. */
  changes(): Seen[] {
    const out: Seen[] = [];
    for (const client of this.#changed) {
      const state = this.#states.get(client);
      if (state === undefined) continue;
      out.push({ client, clock: state.clock, json: state.json, user: state.owner.user });
      if (state.json === "null") this.#states.delete(client);
    }
    this.#changed.clear();
    return out;
  }

  everyone(): Seen[] {
    return [...this.#states]
      .filter(([, s]) => s.json !== "null")
      .map(([client, s]) => ({ client, clock: s.clock, json: s.json, user: s.owner.user }));
  }

  /** Tells everybody anew where somebody is: a clock further, since at the same one a page keeps what it has. */
  renew(user: string): void {
    for (const [client, state] of this.#states) {
      if (state.owner.user !== user) continue;
      state.clock += 1;
      this.#changed.add(client);
    }
  }
}

/**
 * What is told to one who does not see everybody: whoever is hidden from now on is gone for them.
 * @param was who was hidden when they were last told
 */
export function told(changes: readonly Seen[], hidden: ReadonlySet<string>, was: ReadonlySet<string>): Seen[] {
  return changes.flatMap((state) => (!hidden.has(state.user) ? [state] : was.has(state.user) ? [] : [{ ...state, json: "null" }]));
}

/** @throws when it is no JSON */
function stamp(json: string, owner: PresenceOwner, still: boolean): string {
  const state: unknown = JSON.parse(json);
  if (typeof state !== "object" || state === null || Array.isArray(state)) return "null";
  const said = "user" in state && typeof state.user === "object" && state.user !== null ? state.user : {};
  const colour = "colour" in said && typeof said.colour === "string" && /^#[0-9a-f]{6}$/i.test(said.colour) ? { colour: said.colour } : {};
  return JSON.stringify({ ...(still ? {} : state), user: { id: owner.user, name: owner.name, ...colour } });
}
