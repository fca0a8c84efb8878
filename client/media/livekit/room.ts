/** The connection to the media server for one seat, made anew until the seat is given up. */
import { LogLevel, Room, RoomEvent, setLogLevel } from "livekit-client";
import { reconnectPolicy, retryDelay } from "./reconnect.ts";

export interface SoundRoom {
  /** The room of now; another one after a connection that could not be resumed. */
  readonly room: Room;
  /** Sound can flow. */
  isUp(): boolean;
  close(): void;
}

export interface SoundRoomDeps {
  url: string;
  seat: string;
  /** A room that is not connected yet: to listen to what happens in it. */
  opened(room: Room): void;
  connected(room: Room): void;
}

/** Kartu itself says what the person must know; the rest is for those who look for a fault. */
setLogLevel(LogLevel.silent);

export function openRoom({ url, seat, opened, connected }: SoundRoomDeps): SoundRoom {
  let closed = false;
  let tries = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let up = false;
  let room = make();

  function make(): Room {
    // How large a picture is looked at is said by Kartu, the same on both transports (docs/decisions/54).
    const next = new Room({ adaptiveStream: false, dynacast: true, stopLocalTrackOnUnpublish: false, reconnectPolicy });
    next.on(RoomEvent.Connected, () => {
      if (room === next) up = true;
    });
    // While only the signalling is being mended, sound goes on.
    next.on(RoomEvent.Reconnecting, () => {
      if (room === next) up = false;
    });
    next.on(RoomEvent.Reconnected, () => {
      if (room !== next) return;
      up = true;
      connected(next);
    });
    next.on(RoomEvent.Disconnected, () => {
      if (room === next) again();
    });
    return next;
  }

  function again(): void {
    up = false;
    clearTimeout(timer);
    if (closed) return;
    timer = setTimeout(connect, retryDelay(tries, Math.random()));
    tries += 1;
  }

  function connect(): void {
    const mine = make();
    room = mine;
    opened(mine);
    // `autoSubscribe` gives nothing that the server does not permit, and saves a round trip.
    mine.connect(url, seat, { autoSubscribe: true, maxRetries: 0 }).then(
      () => {
        if (room !== mine || closed) return void mine.disconnect(false);
        tries = 0;
        up = true;
        connected(mine);
      },
      () => {
        if (room === mine) again();
      },
    );
  }
  connect();

  return {
    get room() {
      return room;
    },
    isUp: () => up,
    close() {
      closed = true;
      up = false;
      clearTimeout(timer);
      void room.disconnect(false);
    },
  };
}
