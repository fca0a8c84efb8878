/**
 * Takes a reserved seat on this page's own server: what the SDK's client does with a reservation, without its match-making, accounts and
 * storage, which Kartu has of its own. Whoever waits on a thin line need not load them.
 */
import { Room } from "@colyseus/sdk/Room";
import { NoneSerializer } from "@colyseus/sdk/serializer/NoneSerializer";
import { SchemaSerializer } from "@colyseus/sdk/serializer/SchemaSerializer";
import { registerSerializer } from "@colyseus/sdk/serializer/Serializer";

// As the SDK's index does: a room says by name how its state comes, and a lobby has none.
registerSerializer("schema", SchemaSerializer);
registerSerializer("none", NoneSerializer);

class Seat extends Room {
  /** Resolves once the server has let one in. */
  take(address: string): Promise<this> {
    return new Promise((resolve, reject) => {
      const refused = (code: number, message?: string): void => reject(new Error(`No seat: ${code} ${message ?? ""}`));
      this.onError.once(refused);
      this.onJoin.once(() => {
        this.onError.remove(refused);
        resolve(this);
      });
      this.connect(address, {});
    });
  }
}

interface Reservation {
  name: string;
  processId: string;
  roomId: string;
  sessionId: string;
}

/** @param reservation as the server's HTTP answer holds it @throws (rejects) when the room does not let one in */
export function sit(reservation: unknown): Promise<Room> {
  const { name, processId, roomId, sessionId } = reservation as Reservation;
  const seat = new Seat(name);
  seat.roomId = roomId;
  seat.sessionId = sessionId;
  const address = new URL(`/${processId}/${roomId}`, location.origin.replace(/^http/, "ws"));
  address.searchParams.set("sessionId", sessionId);
  return seat.take(address.href);
}
