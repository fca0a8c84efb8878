/**
 * Passwords as they are kept: argon2id in its usual spelling ($argon2id$v=19$m=…). Computed on Node's own threads, two at a time and with
 * a short queue, so that a flood of log-ins can fill neither the memory nor the threads that others need.
 */
import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

/** 32 MiB, three passes: about 100 ms on a small server. docs/decisions/70. */
const COST = { memory: 32_768, passes: 3, parallelism: 1 } as const;
const TAG_LENGTH = 32;
const SALT_LENGTH = 16;

const AT_ONCE = 2;
/** Waiting at most: in all, and of one address. */
const QUEUE = 32;
const QUEUE_OF_ADDRESS = 8;

const derive = promisify(argon2);

interface Kept {
  memory: number;
  passes: number;
  parallelism: number;
  salt: Buffer;
  tag: Buffer;
}

const encode = ({ memory, passes, parallelism, salt, tag }: Kept): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${salt.toString("base64url")}$${tag.toString("base64url")}`;

function decode(text: string): Kept | null {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(text);
  if (found === null) return null;
  const [, m, t, p, salt = "", tag = ""] = found;
  return {
    memory: Number(m),
    passes: Number(t),
    parallelism: Number(p),
    salt: Buffer.from(salt, "base64url"),
    tag: Buffer.from(tag, "base64url"),
  };
}

const tagOf = ({ memory, passes, parallelism, salt, tag }: Kept, password: string): Promise<Buffer> =>
  derive("argon2id", { message: password, nonce: salt, memory, passes, parallelism, tagLength: tag.length });

export type Verdict = "right" | "wrong" | "busy";

export class Passwords {
  /** Computed against where there is nothing: an unknown name costs the same time. */
  readonly #nothing: Kept = { ...COST, salt: randomBytes(SALT_LENGTH), tag: randomBytes(TAG_LENGTH) };
  readonly #waiting: (() => void)[] = [];
  readonly #byAddress = new Map<string, number>();
  #running = 0;

  async hash(password: string): Promise<string> {
    const blank: Kept = { ...COST, salt: randomBytes(SALT_LENGTH), tag: Buffer.alloc(TAG_LENGTH) };
    return encode({ ...blank, tag: await tagOf(blank, password) });
  }

  /** @param kept what `hash` gave, or null: there is none, which takes as long. "busy": too many ask; nothing was looked at */
  async verify(kept: string | null, password: string, address: string): Promise<Verdict> {
    const mine = this.#byAddress.get(address) ?? 0;
    if (this.#waiting.length >= QUEUE || mine >= QUEUE_OF_ADDRESS) return "busy";
    this.#byAddress.set(address, mine + 1);
    try {
      if (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      else this.#running += 1;
      try {
        const known = kept === null ? null : decode(kept);
        const against = known ?? this.#nothing;
        const same = timingSafeEqual(await tagOf(against, password), against.tag);
        return same && known !== null ? "right" : "wrong";
      } finally {
        // Its place goes to the next, or is free.
        const next = this.#waiting.shift();
        if (next === undefined) this.#running -= 1;
        else next();
      }
    } finally {
      const left = (this.#byAddress.get(address) ?? 1) - 1;
      if (left <= 0) this.#byAddress.delete(address);
      else this.#byAddress.set(address, left);
    }
  }
}
