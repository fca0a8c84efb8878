/** Room and clients of the simulation: the product's own movers, own motion, others, clock and codecs; only the transport is the simulation's. */
import { Others } from "../../client/net/motion/others.ts";
import { OwnMotion } from "../../client/net/motion/own-motion.ts";
import { RoomClock } from "../../client/net/motion/room-clock.ts";
import { Mover, type Forced, type MoverEffect } from "../../shared/domain/motion/mover.ts";
import { type Segment, positionAt } from "../../shared/domain/motion/segment.ts";
import type { Heading } from "../../shared/domain/motion/heading.ts";
import type { Point } from "../../shared/domain/motion/sweep.ts";
import type { Grid, Rect } from "../../shared/domain/place.ts";
import { CELL } from "../../shared/domain/units.ts";
import { BYTES } from "../../shared/protocol/messages.ts";
import * as wire from "../../shared/protocol/motion.ts";
import { Link, type LinkConditions, type World } from "./link.ts";

/** The room's clock: begins near the wrap of u32 when asked to. */
export interface RoomOptions {
  grid: Grid;
  borders?: readonly Rect[];
  flush?: number;
  epoch?: number;
}

/** No type of BYTES: the message that names another place is JSON in the product. */
const PLACE = 100;

export class Seat {
  readonly mover: Mover;
  /** Everything published of this mover, in order: the truth, by which the others are judged. */
  readonly published: Segment[] = [];
  fixes = 0;
  rebases = 0;
  freezes = 0;
  divergences = 0;
  segments = 0;
  cell = "";
  /** Room time of the last change of place: owners forget what was before. */
  placeSince = Number.NEGATIVE_INFINITY;
  lastConfirmed = Number.NEGATIVE_INFINITY;

  constructor(mover: Mover) {
    this.mover = mover;
    this.published.push(mover.current);
  }

  /** Where the mover was at `t` by all that was ever published. */
  truth(t: number): Point {
    const line: Segment[] = [];
    for (const segment of this.published) {
      while (line.length > 0 && (line[line.length - 1] as Segment).start > segment.start) line.pop();
      line.push(segment);
    }
    let i = line.length - 1;
    while (i > 0 && (line[i] as Segment).start > t) i--;
    return positionAt(line[i] as Segment, t);
  }
}

export class SimRoom {
  readonly world: World;
  readonly grid: Grid;
  readonly borders: readonly Rect[];
  readonly epoch: number;
  readonly people: Person[] = [];
  #dirty = new Map<Person, Segment>();

  constructor(world: World, { grid, borders = [], flush = 50, epoch = 0 }: RoomOptions) {
    this.world = world;
    this.grid = grid;
    this.borders = borders;
    this.epoch = epoch;
    world.every(flush, flush, () => this.#flush());
  }

  /** Room time, whole ms. */
  get now(): number {
    return this.epoch + Math.floor(this.world.now);
  }

  join(person: Person): void {
    this.people.push(person);
    this.#dirty.set(person, person.seat.mover.current);
  }

  receive(person: Person, type: number, bytes: Uint8Array): void {
    const { mover } = person.seat;
    const now = this.now;
    switch (type) {
      case BYTES.SEGMENT: {
        const claim = wire.decodeSegment(bytes, now);
        if (claim === null) throw new Error("a segment that is none");
        person.seat.segments++;
        this.apply(person, mover.segment(claim, now));
        break;
      }
      case BYTES.STAMP: {
        const claim = wire.decodeStamp(bytes, now);
        if (claim === null) throw new Error("a stamp that is none");
        mover.stamp(claim, now);
        break;
      }
      case BYTES.CLOCK: {
        const id = wire.decodePing(bytes);
        if (id === null) throw new Error("a ping that is none");
        if (mover.ping(now)) person.down(BYTES.CLOCK, wire.encodePong({ id, time: now, boot: 1 }));
        break;
      }
      default:
        throw new Error(`type ${type}`);
    }
  }

  /** Through a portal: the message that names the place, then the rebase in it. */
  move(person: Person, grid: Grid, to: Point): void {
    person.down(PLACE, new Uint8Array(0), () => person.own.enter(grid, []));
    person.seat.placeSince = this.now;
    this.force(person, { grid, to });
  }

  force(person: Person, forced: Forced): void {
    this.apply(person, person.seat.mover.force(forced, this.now));
  }

  apply(person: Person, effects: MoverEffect[]): void {
    const { seat } = person;
    for (const effect of effects) {
      switch (effect.kind) {
        case "publish":
          seat.published.push(effect.segment);
          if (effect.segment.soft) seat.freezes++;
          this.#dirty.set(person, effect.segment);
          break;
        case "fix":
          seat.fixes++;
          person.down(BYTES.FIX, wire.encodeFix(effect.fix));
          break;
        case "rebase":
          seat.rebases++;
          person.down(BYTES.REBASE, wire.encodeRebase(effect.rebase));
          break;
        case "diverged":
          seat.divergences++;
          break;
      }
    }
  }

  /** As the room does: records of what changed to those in the cells around; a snapshot to who changed cell. */
  #flush(): void {
    const now = this.now;
    for (const person of this.people) this.apply(person, person.seat.mover.tick(now));
    const cells = new Map<Person, { x: number; y: number; left: { x: number; y: number } | null }>();
    for (const person of this.people) {
      const p = person.seat.mover.at(now);
      const cell = { x: Math.floor(p.x / CELL), y: Math.floor(p.y / CELL) };
      const before = person.seat.cell === "" ? null : person.seat.cell.split(",").map(Number);
      const moved = person.seat.cell !== `${cell.x},${cell.y}`;
      cells.set(person, { ...cell, left: moved && before !== null ? { x: before[0] as number, y: before[1] as number } : null });
      if (moved) this.#dirty.set(person, person.seat.mover.current);
    }
    const near = (a: { x: number; y: number }, b: { x: number; y: number } | null): boolean =>
      b !== null && Math.abs(a.x - b.x) <= 1 && Math.abs(a.y - b.y) <= 1;
    for (const person of this.people) {
      const cell = cells.get(person) as { x: number; y: number };
      const fresh = person.seat.cell !== `${cell.x},${cell.y}`;
      const records: wire.MotionRecord[] = [];
      for (const other of this.people) {
        const theirs = cells.get(other) as { x: number; y: number; left: { x: number; y: number } | null };
        const segment = fresh ? other.seat.mover.current : this.#dirty.get(other);
        if (segment !== undefined && (near(cell, theirs) || (!fresh && near(cell, theirs.left))))
          records.push(wire.recordOf(this.grid, other.id, segment, now));
      }
      if (fresh || records.length > 0)
        person.down(fresh ? BYTES.SNAPSHOT : BYTES.FRAME, wire.encodeFrame(now, [wire.encodeRecords(now, records)]));
    }
    for (const person of this.people) {
      const cell = cells.get(person) as { x: number; y: number };
      person.seat.cell = `${cell.x},${cell.y}`;
    }
    this.#dirty.clear();
  }
}

export interface PersonOptions {
  at: Point;
  link: LinkConditions;
  /** ms between frames and ticks; 1000 for a throttled tab. */
  frame?: number;
  /** Error of the local clock: offset ms and drift (1e-4 = 100 ppm). */
  offset?: number;
  drift?: number;
}

/** A client with its seat in the room. */
export class Person {
  readonly id: number;
  readonly room: SimRoom;
  readonly seat: Seat;
  link: Link;
  readonly clock: RoomClock;
  readonly own: OwnMotion;
  readonly others: Others;
  /** Called at each frame, after all is drawn. */
  onFrame: ((now: number) => void) | null = null;
  readonly #conditions: LinkConditions;
  readonly #offset: number;
  readonly #drift: number;

  constructor(room: SimRoom, id: number, { at, link, frame = 16, offset = 0, drift = 0 }: PersonOptions) {
    this.id = id;
    this.room = room;
    this.#offset = offset;
    this.#drift = drift;
    this.#conditions = link;
    this.link = new Link(room.world, link);
    this.seat = new Seat(new Mover(room.grid, at.x, at.y, room.now));
    this.clock = new RoomClock((type, bytes) => this.#up(type, bytes));
    this.clock.welcome(room.now >>> 0, 1, this.local);
    // The welcome travelled like anything else; the seed is wrong by as much.
    this.others = new Others(room.grid, id);
    this.own = new OwnMotion(room.grid, room.borders, { x: at.x, y: at.y, seq: 0 }, this.now, {
      send: (type, bytes) => this.#up(type, bytes),
      neighbours: this.others,
    });
    room.join(this);
    room.world.every(frame, room.world.random() * frame, () => this.#frame());
  }

  get local(): number {
    return this.room.world.now * (1 + this.#drift) + this.#offset;
  }

  /** Room time as this client knows it. */
  get now(): number {
    return this.clock.now(this.local);
  }

  /** A moment of the room's clock as this client counts it: one who joined after u32 wrapped began at 0 again. */
  theirs(t: number): number {
    return wire.unwrapTime(t >>> 0, this.now);
  }

  head(heading: Heading): void {
    this.own.head(heading, this.now);
  }

  /** The connection breaks and is made anew, as after a lost network: the server ends what was under way, the welcome says where one is. */
  reconnect(): void {
    this.link.close();
    if (this.room.world.random() < 0.5) this.own.suspend();
    this.link = new Link(this.room.world, this.#conditions);
    const { mover } = this.seat;
    this.room.apply(this, mover.restart(this.room.now));
    this.seat.placeSince = this.room.now;
    this.seat.cell = "";
    const { x, y } = mover.current;
    const welcome = { x, y, seq: mover.seq, now: this.room.now >>> 0 };
    this.down(PLACE, new Uint8Array(0), () => {
      this.clock.welcome(welcome.now, 1, this.local);
      this.others.restart(this.room.grid, this.id);
      this.own.restart(this.room.grid, this.room.borders, welcome, this.now);
    });
  }

  down(type: number, bytes: Uint8Array, then: ((bytes: Uint8Array) => void) | null = null): void {
    this.link.down(bytes, then ?? ((arrived) => this.#receive(type, arrived)));
  }

  #up(type: number, bytes: Uint8Array): void {
    this.link.up(bytes, (arrived) => this.room.receive(this, type, arrived));
  }

  #receive(type: number, bytes: Uint8Array): void {
    const now = this.now;
    const known = <T>(value: T | null): T => {
      if (value === null) throw new Error(`type ${type} did not survive its codec`);
      return value;
    };
    switch (type) {
      case BYTES.CLOCK:
        known(this.clock.pong(bytes, this.local) ? true : null);
        break;
      case BYTES.FRAME:
        known(this.others.frame(bytes, now) ? true : null);
        break;
      case BYTES.SNAPSHOT:
        known(this.others.snapshot(bytes, now) ? true : null);
        break;
      case BYTES.FIX:
        this.own.fix(known(wire.decodeFix(bytes, now)), now);
        break;
      case BYTES.REBASE:
        this.own.rebase(known(wire.decodeRebase(bytes, now)), now);
        break;
      default:
        throw new Error(`type ${type}`);
    }
  }

  #frame(): void {
    this.clock.tick(this.local);
    const now = this.now;
    this.own.tick(now);
    this.others.each(now, this.own.at(now), () => {});
    this.onFrame?.(now);
  }
}

/** Someone at a keyboard: a heading for a while, now and then a pause or a click, seeded. @returns stop */
export function wander(person: Person, until: number, { clicks = 0.1, pause = 0.3, hold = 900 } = {}): void {
  const { world, grid } = person.room;
  const next = (): void => {
    if (world.now >= until) {
      person.head(0);
      return;
    }
    const r = world.random();
    if (r < clicks) person.own.walkTo({ x: world.random() * grid.width * 32, y: world.random() * grid.height * 32 }, person.now);
    else if (r < clicks + pause) person.head(0);
    else person.head((1 + Math.floor(world.random() * 8)) as Heading);
    world.at(world.now + 30 + world.random() * 2 * hold, next);
  };
  world.at(world.now + 3000 + world.random() * 500, next);
}
