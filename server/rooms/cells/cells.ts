/**
 * Shared cell buffers (ARCHITECTURE.md): how motion reaches those who can see it. A place is divided into cells of CELL px. In each flush a
 * record is encoded once into the cell its mover is in; for each cell in which somebody stands one payload is built of the nine cells
 * around, and that one buffer goes to everyone who stands there. Cost follows the number of cells, not of pairs.
 *
 * Who crosses into another cell gets a snapshot of what is around it; those to whom they become visible by that get their record; and if
 * they turned since the last flush, the cell left behind hears of it too.
 */
import { rebased, type Segment } from "../../../shared/domain/motion/segment.ts";
import type { Mover } from "../../../shared/domain/motion/mover.ts";
import { CELL, TILE } from "../../../shared/domain/units.ts";
import { BYTES, type PersonId } from "../../../shared/protocol/messages.ts";
import { FRAME_HEAD_BYTES, type MotionRecord, putRecord, RECORD_REACH, recordBytes } from "../../../shared/protocol/motion.ts";
import { CAUGHT_UP_BYTES, type Link, prefixOf, SLOW_BYTES } from "../link.ts";

export interface Occupant {
  readonly id: PersonId;
  readonly mover: Mover;
  /** Where to send what can be seen from here; null while nobody is connected. */
  link: Link | null;
  /** People whose movement is kept from this one (blocks): they get a payload of their own. */
  hidden: ReadonlySet<PersonId> | null;
}

/** An encoded record, and whose it is. */
interface Part {
  id: PersonId;
  bytes: Uint8Array;
}

interface Seat {
  occupant: Occupant;
  cell: Cell;
  /** Turned, stopped or was moved since the last flush. */
  changed: boolean;
  /** Is to get a snapshot at the next flush. */
  lost: boolean;
  /** Frames are left out: too much is unsent. */
  slow: boolean;
}

interface Cell {
  readonly column: number;
  readonly row: number;
  readonly seats: Set<Seat>;
  /** Records of this flush, for everyone who sees this cell. */
  parts: Part[];
  /** Records of this flush for those alone who stand in this cell. */
  extra: Part[];
  /** This cell and those around it, as far as there are any. */
  around: readonly Cell[];
}

export interface FlushCount {
  frames: number;
  bytes: number;
  skipped: number;
}

/** A segment that began long ago is told from now on in a record. Half of what the layout reaches: clocks of movers may run ahead. */
const OLD_MS = RECORD_REACH / 2;

export class Cells {
  readonly #cells: Cell[] = [];
  readonly #columns: number;
  readonly #rows: number;
  readonly #seats = new Map<Occupant, Seat>();
  #changed = new Set<Seat>();
  #lost = new Set<Seat>();
  readonly #dirty = new Set<Cell>();

  /** @param width,height of the place in tiles */
  constructor(width: number, height: number) {
    this.#columns = Math.ceil((width * TILE) / CELL);
    this.#rows = Math.ceil((height * TILE) / CELL);
    for (let row = 0; row < this.#rows; row++) {
      for (let column = 0; column < this.#columns; column++)
        this.#cells.push({ column, row, seats: new Set(), parts: [], extra: [], around: [] });
    }
    for (const cell of this.#cells) {
      cell.around = this.#cells.filter((other) => Math.abs(other.column - cell.column) <= 1 && Math.abs(other.row - cell.row) <= 1);
    }
  }

  #cellAt(x: number, y: number): Cell {
    const column = Math.min(this.#columns - 1, Math.max(0, Math.floor(x / CELL)));
    const row = Math.min(this.#rows - 1, Math.max(0, Math.floor(y / CELL)));
    return this.#cells[row * this.#columns + column] as Cell;
  }

  /** Someone appears. */
  enter(occupant: Occupant, now: number): void {
    const at = occupant.mover.at(now);
    const seat: Seat = { occupant, cell: this.#cellAt(at.x, at.y), changed: false, lost: false, slow: false };
    seat.cell.seats.add(seat);
    this.#seats.set(occupant, seat);
    this.changed(occupant);
    this.resync(occupant);
  }

  /** Someone leaves this place: those who saw them are told at the next flush. */
  leave(occupant: Occupant, now: number): void {
    const seat = this.#seats.get(occupant);
    if (seat === undefined) return;
    this.#seats.delete(occupant);
    this.#changed.delete(seat);
    this.#lost.delete(seat);
    seat.cell.seats.delete(seat);
    const { x, y } = occupant.mover.at(now);
    this.#put(seat.cell.parts, seat.cell, { id: occupant.id, start: now, x, y, course: { kind: "gone" } }, now);
  }

  /** Has a new segment. */
  changed(occupant: Occupant): void {
    const seat = this.#seats.get(occupant);
    if (seat === undefined) return;
    seat.changed = true;
    this.#changed.add(seat);
  }

  /** Is to be told everything around anew: a new connection, or one that missed something. */
  resync(occupant: Occupant): void {
    const seat = this.#seats.get(occupant);
    if (seat === undefined) return;
    seat.lost = true;
    this.#lost.add(seat);
  }

  /** @param now whole ms of room time: the base of this flush's frames. @param moving those whose position changes with time */
  flush(now: number, moving: Iterable<Occupant>): FlushCount {
    const count: FlushCount = { frames: 0, bytes: 0, skipped: 0 };
    for (const occupant of moving) this.#cross(occupant, now);
    for (const seat of this.#changed) {
      this.#cross(seat.occupant, now);
      // Not told yet by a crossing: then it is told here.
      if (seat.changed) this.#put(seat.cell.parts, seat.cell, recordOf(seat.occupant, now, OLD_MS), now);
      seat.changed = false;
    }
    if (this.#changed.size > 0) this.#changed = new Set();
    if (this.#dirty.size > 0) {
      const centres = new Set<Cell>();
      for (const cell of this.#dirty) for (const centre of cell.around) if (centre.seats.size > 0) centres.add(centre);
      for (const centre of centres) this.#tell(centre, now, count);
      for (const cell of this.#dirty) {
        cell.parts = [];
        cell.extra = [];
      }
      this.#dirty.clear();
    }
    this.#snapshots(now, count);
    return count;
  }

  #cross(occupant: Occupant, now: number): void {
    const seat = this.#seats.get(occupant);
    if (seat === undefined) return;
    const at = occupant.mover.at(now);
    const from = seat.cell;
    // Most do not cross: compare before looking the cell up.
    if (Math.floor(at.x / CELL) === from.column && Math.floor(at.y / CELL) === from.row) return;
    const to = this.#cellAt(at.x, at.y);
    if (to === from) return;
    from.seats.delete(seat);
    to.seats.add(seat);
    seat.cell = to;
    if (seat.occupant.link !== null) this.resync(occupant);
    // To those who see them only now their walk is told from now on: its old begin would look like a late record.
    const record = recordOf(occupant, now, seat.changed ? OLD_MS : 0);
    const part: Part = { id: occupant.id, bytes: bytesOf(record, now) };
    if (seat.changed) {
      // Turned and crossed in one flush: both sides see the turn.
      to.parts.push(part);
      this.#dirty.add(to);
      for (const centre of from.around) if (!to.around.includes(centre)) this.#extra(centre, part);
      seat.changed = false;
    } else {
      for (const centre of to.around) if (!from.around.includes(centre)) this.#extra(centre, part);
    }
  }

  #extra(centre: Cell, part: Part): void {
    if (centre.seats.size === 0) return;
    centre.extra.push(part);
    this.#dirty.add(centre);
  }

  #put(parts: Part[], cell: Cell, record: MotionRecord, now: number): void {
    parts.push({ id: record.id, bytes: bytesOf(record, now) });
    this.#dirty.add(cell);
  }

  #tell(centre: Cell, now: number, count: FlushCount): void {
    const parts: Part[] = [...centre.extra];
    for (const cell of centre.around) for (const part of cell.parts) parts.push(part);
    if (parts.length === 0) return;
    const shared = payload(BYTES.FRAME, now, parts);
    for (const seat of centre.seats) {
      const { link, hidden } = seat.occupant;
      // Who gets a snapshot in this flush needs no frame.
      if (link === null || !link.ready || seat.lost) continue;
      if (seat.slow || link.unsent() > SLOW_BYTES) {
        seat.slow = true;
        this.#lost.add(seat);
        count.skipped++;
        continue;
      }
      let frame = shared;
      if (hidden !== null && hidden.size > 0) {
        const seen = parts.filter((part) => !hidden.has(part.id));
        if (seen.length === 0) continue;
        if (seen.length < parts.length) frame = payload(BYTES.FRAME, now, seen);
      }
      link.frame(frame);
      count.frames++;
      count.bytes += frame.length;
    }
  }

  #snapshots(now: number, count: FlushCount): void {
    for (const seat of this.#lost) {
      const { link, hidden } = seat.occupant;
      if (link === null) {
        this.#lost.delete(seat);
        seat.lost = seat.slow = false;
        continue;
      }
      if (!link.ready || link.unsent() > (seat.slow ? CAUGHT_UP_BYTES : SLOW_BYTES)) continue;
      this.#lost.delete(seat);
      seat.lost = seat.slow = false;
      const parts: Part[] = [];
      for (const cell of seat.cell.around) {
        for (const other of cell.seats) {
          if (hidden?.has(other.occupant.id) === true) continue;
          parts.push({ id: other.occupant.id, bytes: bytesOf(recordOf(other.occupant, now, OLD_MS), now) });
        }
      }
      const frame = payload(BYTES.SNAPSHOT, now, parts);
      link.frame(frame);
      count.frames++;
      count.bytes += frame.length;
    }
  }
}

/** @param old a segment that began longer ago than this is told from now on, ms */
function recordOf(occupant: Occupant, now: number, old: number): MotionRecord {
  const { mover, id } = occupant;
  let segment: Segment = mover.current;
  if (now - segment.start > old) segment = rebased(mover.grid, segment, now);
  return { id, start: segment.start, x: segment.x, y: segment.y, course: segment.course };
}

function bytesOf(record: MotionRecord, base: number): Uint8Array {
  const bytes = new Uint8Array(recordBytes(record));
  putRecord(new DataView(bytes.buffer), 0, base, record);
  return bytes;
}

/** Head of Colyseus, base, records: one buffer for everyone. */
function payload(type: number, base: number, parts: readonly Part[]): Buffer {
  const prefix = prefixOf(type);
  let length = prefix.length + FRAME_HEAD_BYTES;
  for (const part of parts) length += part.bytes.length;
  const frame = Buffer.allocUnsafe(length);
  prefix.copy(frame);
  frame.writeUInt32BE(base >>> 0, prefix.length);
  let at = prefix.length + FRAME_HEAD_BYTES;
  for (const part of parts) {
    frame.set(part.bytes, at);
    at += part.bytes.length;
  }
  return frame;
}
