/**
 * Colyseus 0.18's serializer hands `ws.send` a view of a buffer that it uses again for the next patch. A reader that is slow by more than the
 * kernel holds then gets bytes of later patches (303 of 600 arrived wrong). Here patches and full states are copied, once each, before
 * anybody queues them; those of a `StateView` are copies already. Test: test/server/rooms/slow-reader.test.ts.
 */
import { type Client, ClientState, Protocol, SchemaSerializer } from "@colyseus/core";
import { Encoder, type Schema, type StateView } from "@colyseus/schema";

// The state of 2,000 people is 136 KB. A buffer that is too small is outgrown at each full state anew, with a complaint on the console.
Encoder.BUFFER_SIZE = 256 * 1024;

const copyOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes);

export class CopyingSerializer<T extends Schema> extends SchemaSerializer<T> {
  /** The view that most clients share. */
  readonly #everyone: StateView;
  #full: Uint8Array | null = null;

  constructor(everyone: StateView) {
    super();
    this.#everyone = everyone;
  }

  override reset(state: T & Schema): void {
    super.reset(state);
    const encode = this.encoder.encode.bind(this.encoder);
    this.encoder.encode = (it, view, ...rest) => (view === undefined ? copyOf(encode(it, view, ...rest)) : encode(it, view, ...rest));
  }

  override getFullState(client?: Client): Uint8Array {
    const view = client?.view;
    // Of one client alone: all that its view has still to tell is in here.
    if (view !== this.#everyone) {
      const bytes = copyOf(super.getFullState(client));
      view?.changes.clear();
      return bytes;
    }
    // Whatever changes after it is in the next patch, which its reader gets too: a thousand who come at once are encoded for once a patch.
    this.#full ??= copyOf(super.getFullState(client));
    return this.#full;
  }

  override applyPatches(...args: Parameters<SchemaSerializer<T>["applyPatches"]>): boolean {
    if (this.encoder.hasChanges) this.#full = null;
    else if (this.#everyone.changes.size > 0) this.#tellEveryone(args[0]);
    const changed = super.applyPatches(...args);
    // Who shares it was told just now; who comes later gets a full state.
    this.#everyone.changes.clear();
    return changed;
  }

  /** Nothing changed but who is in the shared view. Colyseus would tell it to the first of those who share it alone. */
  #tellEveryone(clients: readonly Client[]): void {
    this.#full = null;
    this.encoder.sharedBuffer[0] = Protocol.ROOM_STATE_PATCH;
    const bytes = this.encoder.encodeView(this.#everyone, 1, { offset: 1 });
    for (const client of clients) if (client.state === ClientState.JOINED && client.view === this.#everyone) client.raw(bytes);
  }
}
