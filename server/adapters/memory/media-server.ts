/** A media server without media: rooms and people in memory, for tests of what stands on the port. */
import { type MediaAdmission, type MediaGrant, type MediaServer, MediaServerError } from "../../ports/media-server.ts";

export class MemoryMediaServer implements MediaServer {
  readonly #rooms = new Map<string, Set<string>>();
  readonly #url: string;
  /** False: every call fails as if the server were gone. */
  reachable = true;
  /** What was asked for, in order: `remove a`, `mute a track`. */
  readonly asked: string[] = [];

  /** @param url where `admit` sends the signalling */
  constructor(url = "ws://127.0.0.1:1") {
    this.#url = url;
  }

  /** Someone comes in, as by a signal connection. @throws MediaServerError where there is no such room */
  enter(room: string, identity: string): void {
    const people = this.#rooms.get(room);
    if (people === undefined) throw new MediaServerError(`no room ${room}`);
    people.add(identity);
  }

  async #answer<T>(value: () => T): Promise<T> {
    if (!this.reachable) throw new MediaServerError("unreachable");
    return value();
  }

  ping(): Promise<void> {
    return this.#answer(() => undefined);
  }

  openRoom(room: string): Promise<void> {
    return this.#answer(() => {
      if (!this.#rooms.has(room)) this.#rooms.set(room, new Set());
    });
  }

  rooms(): Promise<string[]> {
    return this.#answer(() => [...this.#rooms.keys()]);
  }

  people(room: string): Promise<string[]> {
    return this.#answer(() => [...(this.#rooms.get(room) ?? [])]);
  }

  remove(room: string, identity: string): Promise<void> {
    return this.#answer(() => {
      this.asked.push(`remove ${identity}`);
      this.#rooms.get(room)?.delete(identity);
    });
  }

  mute(_room: string, identity: string, track: string): Promise<void> {
    return this.#answer(() => void this.asked.push(`mute ${identity} ${track}`));
  }

  admit({ identity }: MediaGrant): Promise<MediaAdmission> {
    return this.#answer(() => ({ url: this.#url, authorization: `Bearer ${identity}` }));
  }
}
