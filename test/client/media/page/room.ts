/** A room in memory for pages under test: names pairs and offerers and relays signals as the server does. */
import type { MediaPort } from "../../../../client/media/media-transport.ts";
import type { AudiencePeer, DownMessages, PersonId, Signal, Stage } from "../../../../shared/protocol/messages.ts";

type Audience = Parameters<Parameters<MediaPort["onAudience"]>[0]>[0];

export interface Seat {
  id: PersonId;
  port: MediaPort;
  /** Everything this one was sent, in order. */
  inbox: DownMessages["signal"][];
  media: { mic: string; canHear: boolean }[];
  links: { person: PersonId; pair: number; state: string }[];
  moved(why: "moved" | "reconnected"): void;
  /** Past the room's check, as a forged message would be if the room did not look. */
  forge(message: DownMessages["signal"]): void;
}

export class Room {
  #seats = new Map<
    PersonId,
    {
      seat: Seat;
      peers: Map<PersonId, AudiencePeer>;
      epoch: number;
      told: Set<(a: Audience) => void>;
      signals: Set<(m: DownMessages["signal"]) => void>;
      links: Set<(m: DownMessages["link"]) => void>;
    }
  >();
  #lastPair = 0;
  /** What pairs that are in may exchange: bits of `FLOW`. */
  flows = 1;
  /** One way to the room and on to the other, ms. */
  delay = 0;
  /** Changes a signal on its way (a bench leads candidates through a relay); null: it is lost. */
  rewrite: ((from: PersonId, to: PersonId, signal: Signal) => Promise<Signal | null>) | null = null;
  #inOrder: Promise<unknown> = Promise.resolve();
  /** Where everybody is. */
  where: Audience["where"] = { kind: "open" };
  /** Between any two, px. */
  distance: number | null = 40;

  seat(id: PersonId): Seat {
    const told = new Set<(a: Audience) => void>();
    const signals = new Set<(m: DownMessages["signal"]) => void>();
    const links = new Set<(m: DownMessages["link"]) => void>();
    const moves = new Set<(why: "moved" | "reconnected") => void>();
    const subscribe = <T>(set: Set<T>, handler: T): (() => void) => {
      set.add(handler);
      return () => set.delete(handler);
    };
    const seat: Seat = {
      id,
      inbox: [],
      media: [],
      links: [],
      moved: (why) => moves.forEach((handler) => handler(why)),
      forge: (message) => this.#deliver(id, message),
      port: {
        sendSignal: (to, epoch, signal) => this.#relay(id, to, epoch, signal),
        sendMedia: (media) => void seat.media.push(media),
        sendMegaphone: () => undefined,
        sendSilent: () => undefined,
        sendLink: (person, pair, state) => {
          seat.links.push({ person, pair, state });
          this.#later(() => this.#seats.get(person)?.links.forEach((handler) => handler({ person: id, state })));
        },
        onSignal: (handler) => subscribe(signals, handler),
        onLink: (handler) => subscribe(links, handler),
        onAudience: (handler) => subscribe(told, handler),
        onMoved: (handler) => subscribe(moves, handler),
        onOrder: () => () => undefined,
        onSoundSeat: () => () => undefined,
        distance: () => this.distance,
      },
    };
    this.#seats.set(id, { seat, peers: new Map(), epoch: 0, told, signals, links });
    return seat;
  }

  /** What the pair may do from now on; the lower id offers. A pair that was gone gets a new name. */
  grant(a: PersonId, b: PersonId, stage: Stage | "gone", offers: PersonId = Math.min(a, b)): number {
    const one = this.#seats.get(a)!;
    const two = this.#seats.get(b)!;
    const pair = one.peers.get(b)?.pair ?? ++this.#lastPair;
    for (const [own, other] of [
      [one, b],
      [two, a],
    ] as const) {
      if (stage === "gone") own.peers.delete(other);
      else
        own.peers.set(other, {
          person: other,
          stage,
          offers: offers === own.seat.id,
          to: stage === "in" ? this.flows : 0,
          from: stage === "in" ? this.flows : 0,
          pair,
        });
      own.epoch += 1;
      const audience: Audience = { epoch: own.epoch, peers: [...own.peers.values()], beyond: [], where: this.where, everyone: 0 };
      this.#later(() => own.told.forEach((handler) => handler(audience)));
    }
    return pair;
  }

  /** As the server: only between two who are in range of each other, and only under the present pair. */
  #relay(from: PersonId, to: PersonId, epoch: number, signal: Signal): void {
    const carry = (carried: Signal): void =>
      this.#later(() => {
        if (this.#seats.get(from)?.peers.get(to)?.pair === epoch) this.#later(() => this.#deliver(to, { from, epoch, signal: carried }));
      });
    const { rewrite } = this;
    if (rewrite === null) return carry(signal);
    this.#inOrder = this.#inOrder.then(async () => {
      const changed = await rewrite(from, to, signal);
      if (changed !== null) carry(changed);
    });
  }
  #deliver(to: PersonId, message: DownMessages["signal"]): void {
    const seat = this.#seats.get(to);
    seat?.seat.inbox.push(message);
    seat?.signals.forEach((handler) => handler(message));
  }
  #later(act: () => void): void {
    // Order is kept: timers of one length fire in the order they were set.
    if (this.delay === 0) queueMicrotask(act);
    else setTimeout(act, this.delay / 2);
  }
}
