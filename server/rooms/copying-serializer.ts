/**
 * Colyseus 0.18's serializer hands `ws.send` a view of a buffer that it uses again for the next patch. A reader that is slow by more than the
 * kernel holds then gets bytes of later patches (303 of 600 arrived wrong). Here patches and full states are copied, once each, before
 * anybody queues them. Test: test/server/rooms/slow-reader.test.ts.
 */
import { type Client, SchemaSerializer } from "@colyseus/core";
import { Encoder, type Schema } from "@colyseus/schema";

// The state of 2,000 people is 136 KB. A buffer that is too small is outgrown at each full state anew, with a complaint on the console.
Encoder.BUFFER_SIZE = 256 * 1024;

const copyOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes);

export class CopyingSerializer<T extends Schema> extends SchemaSerializer<T> {
  override reset(state: T & Schema): void {
    super.reset(state);
    const encode = this.encoder.encode.bind(this.encoder);
    this.encoder.encode = (...args: Parameters<typeof encode>) => copyOf(encode(...args));
  }

  override getFullState(client?: Client): Uint8Array {
    return copyOf(super.getFullState(client));
  }
}
