/** A passkey in software: what a browser with an authenticator would answer, and whatever a forger would say instead. */
import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import type { PasskeyMade, PasskeyUsed } from "../../shared/protocol/accounts.ts";

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

export interface Ceremony {
  challenge: string;
  /** Of the page that asked. */
  origin: string;
  /** The host that the browser saw. */
  rpId: string;
  type?: "webauthn.create" | "webauthn.get";
  /** The person unlocked it. */
  verified?: boolean;
  userHandle?: string;
}

const sha256 = (data: Uint8Array | string): Buffer => createHash("sha256").update(data).digest();

/** As much of CBOR as an authenticator speaks: small integers, bytes, text, maps. */
function cbor(value: number | string | Uint8Array | Map<number | string, unknown>): Buffer {
  const head = (major: number, n: number): Buffer =>
    n < 24
      ? Buffer.from([(major << 5) | n])
      : n < 256
        ? Buffer.from([(major << 5) | 24, n])
        : Buffer.from([(major << 5) | 25, n >> 8, n & 255]);
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, of]) => [cbor(key), cbor(of as Parameters<typeof cbor>[0])]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

export class SoftPasskey {
  readonly id = randomBytes(16).toString("base64url");
  readonly #keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  counter = 0;

  #clientData({ challenge, origin, type }: Ceremony, usual: string): Buffer {
    return Buffer.from(JSON.stringify({ type: type ?? usual, challenge, origin, crossOrigin: false }));
  }

  #authenticatorData({ rpId, verified = true }: Ceremony, more = Buffer.alloc(0)): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const flags = USER_PRESENT | (verified ? USER_VERIFIED : 0) | (more.length > 0 ? HAS_CREDENTIAL : 0);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter, more]);
  }

  make(ceremony: Ceremony): PasskeyMade {
    const { x = "", y = "" } = this.#keys.publicKey.export({ format: "jwk" });
    // EC2, ES256, P-256.
    const key = cbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, "base64url")],
        [-3, Buffer.from(y, "base64url")],
      ]),
    );
    const id = Buffer.from(this.id, "base64url");
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
    const attestation = new Map<string, unknown>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", this.#authenticatorData(ceremony, credential)],
    ]);
    return {
      id: this.id,
      rawId: this.id,
      type: "public-key",
      response: {
        clientDataJSON: this.#clientData(ceremony, "webauthn.create").toString("base64url"),
        attestationObject: cbor(attestation).toString("base64url"),
        transports: ["internal"],
      },
      clientExtensionResults: {},
    };
  }

  use(ceremony: Ceremony): PasskeyUsed {
    const client = this.#clientData(ceremony, "webauthn.get");
    const data = this.#authenticatorData(ceremony);
    const signature = createSign("sha256")
      .update(Buffer.concat([data, sha256(client)]))
      .sign(this.#keys.privateKey);
    return {
      id: this.id,
      rawId: this.id,
      type: "public-key",
      response: {
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: signature.toString("base64url"),
        ...(ceremony.userHandle === undefined ? {} : { userHandle: Buffer.from(ceremony.userHandle).toString("base64url") }),
      },
      clientExtensionResults: {},
    };
  }
}
