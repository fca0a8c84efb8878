import { type Client, ClientState, Protocol } from "@colyseus/core";
import { Decoder } from "@colyseus/schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CopyingSerializer } from "../../../server/rooms/copying-serializer.ts";
import type { Link } from "../../../server/rooms/link.ts";
import { PeopleList } from "../../../server/rooms/people-list.ts";
import type { Person } from "../../../server/rooms/person.ts";
import { SpaceState } from "../../../shared/schema/space.ts";

/** A page that believes what it is sent. */
class Page {
  facts = new SpaceState();
  #decoder = new Decoder(this.facts);
  /** What came since the last look. */
  came: Buffer[] = [];
  readonly client: Client;

  constructor() {
    this.client = { state: ClientState.JOINING, raw: (bytes: Uint8Array) => this.#take(Buffer.from(bytes)) } as unknown as Client;
  }

  #take(bytes: Buffer): void {
    this.came.push(bytes);
    expect([Protocol.ROOM_STATE, Protocol.ROOM_STATE_PATCH]).toContain(bytes[0]);
    this.#decoder.decode(bytes, { offset: 1 });
  }

  get reads(): Record<string, string> {
    const { people } = this.facts;
    return Object.fromEntries([...people.entries()].map(([id, person]) => [id, `${person.name} ${person.mic} ${person.place}`]));
  }
}

type One = Person & { page: Page };
const WHO = fc.nat({ max: 5 });
const STEP = fc.oneof(
  fc.record({ what: fc.constantFrom("come", "again", "acknowledge", "acknowledge", "go", "rename", "place"), who: WHO, other: WHO }),
  fc.record({ what: fc.constantFrom("block", "block", "unblock"), who: WHO, other: WHO }),
  fc.record({ what: fc.constant("patch"), who: WHO, other: WHO }),
);

describe("the list of people", () => {
  it("[LM90] each page holds all who are there but those whom a block keeps from it, whoever comes, goes, renames and blocks in whatever order", () => {
    let turn = 0;
    fc.assert(
      fc.property(fc.array(STEP, { maxLength: 60, size: "max" }), (steps) => {
        const state = new SpaceState();
        state.name = "Space";
        const list = new PeopleList(state.people);
        const serializer = new CopyingSerializer<SpaceState>(list.everyone);
        serializer.reset(state as never);
        const people = new Map<number, One>();
        const blocked = new Set<string>();
        const ids = new Map<number, number>();
        let lastId = 0;
        const pair = (a: number, b: number): string => `${Math.min(a, b)} ${Math.max(a, b)}`;
        const linkTo = (page: Page): Link => ({ reads: (view: Client["view"]) => void (page.client.view = view!) }) as unknown as Link;
        const hide = (a: number, b: number, on: boolean): void => {
          const [one, other] = [people.get(a), people.get(b)];
          if (one === undefined || other === undefined) return;
          for (const [x, y] of [
            [one, other],
            [other, one],
          ] as const) {
            const hidden = new Set(x.hidden ?? []);
            if (on === hidden.has(y.id)) continue;
            if (on) hidden.add(y.id);
            else hidden.delete(y.id);
            x.hidden = hidden.size === 0 ? null : hidden;
            list.hide(x, y, on);
          }
        };
        const sit = (who: number): void => {
          const page = new Page();
          const link = linkTo(page);
          let one = people.get(who);
          if (one === undefined) {
            one = { id: ++lastId, hidden: null, link: null } as unknown as One;
            ids.set(who, one.id);
            people.set(who, one);
            list.add(one, { name: `name-${++turn}.`, mic: "off", place: "hall", mark: `mark-${one.id}.` });
          }
          Object.assign(one, { page, link: null, arriving: { link, since: 0 } });
          for (const other of people.keys()) if (other !== who && blocked.has(pair(who, other))) hide(who, other, true);
          list.sat(one, link);
        };
        const check = (): void => {
          for (const [who, { page }] of people) {
            if (page.client.state !== ClientState.JOINED) continue;
            const apart = [...people].filter(([other]) => other !== who && blocked.has(pair(who, other)));
            const seen = [...people].filter(([other]) => !apart.some(([hidden]) => hidden === other));
            const expected = seen.map(([, one]) => {
              const facts = list.of(one);
              return [String(one.id), `${facts?.name} ${facts?.mic} ${facts?.place}`];
            });
            expect(page.reads).toEqual(Object.fromEntries(expected));
            for (const [, hidden] of apart) {
              const facts = list.of(hidden);
              for (const bytes of page.came) expect([facts?.name, facts?.mark].filter((text) => bytes.includes(text ?? "?"))).toEqual([]);
            }
            page.came = [];
          }
        };
        list.flush = () => void serializer.applyPatches([...people.values()].map(({ page }) => page.client) as never, state);
        const patch = (): void => {
          list.flush();
          check();
        };
        for (const { what, who, other } of steps) {
          const one = people.get(who);
          const facts = one === undefined ? undefined : list.of(one);
          if (what === "come" && one === undefined) sit(who);
          else if (what === "again" && one !== undefined) sit(who);
          else if (what === "acknowledge" && one !== undefined && one.page.client.state === ClientState.JOINING) {
            one.page.client.state = ClientState.JOINED;
            one.page.client.raw(serializer.getFullState(one.page.client));
          } else if (what === "go" && one !== undefined) {
            for (const third of people.values())
              if (third.hidden?.has(one.id)) third.hidden = new Set([...third.hidden].filter((id) => id !== one.id));
            list.remove(one);
            people.delete(who);
          } else if (what === "rename" && facts !== undefined) facts.name = `name-${++turn}.`;
          else if (what === "place" && facts !== undefined)
            Object.assign(facts, { place: `place-${++turn}.`, mic: turn % 2 ? "on" : "off" });
          else if (what === "block" && who !== other) {
            blocked.add(pair(who, other));
            hide(who, other, true);
            // What came before the block, or with the patch that it sends first, may name them.
            for (const { page } of people.values()) page.came = [];
          } else if (what === "unblock" && who !== other) {
            blocked.delete(pair(who, other));
            hide(who, other, false);
          } else if (what === "patch") patch();
        }
        patch();
      }),
      { numRuns: 400 },
    );
  });
});
