/** Asks a relay for an address, as a page does, and gives it back: reached by which ways, and does the secret fit? */
import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { connect, isIPv6, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { ALLOCATE, REFRESH, turnAnswer, type TurnAnswer, turnLength, turnRequest } from "./turn-message.ts";

export type TurnWay = "udp" | "tcp" | "tls";

export interface TurnFinding {
  /** Why there is no address, or null: there is one. */
  problem: string | null;
  /** It answered, and refuses our credentials. */
  refused: boolean;
  /** The address it would lend, without the port. */
  relayed: string | null;
}

/** An answer is here by then, or not at all, ms; over UDP asked so often. */
const WAIT_MS = 1_500;
const TRIES = 3;
const MAX_BYTES = 4_096;

interface Way {
  send(message: Buffer): void;
  /** UDP loses datagrams. */
  again: boolean;
  end(): void;
}

type Opened = { way: Way } | { problem: string };
const wordOf = (error: NodeJS.ErrnoException): string => error.code ?? error.message;

function openUdp(host: string, port: number, take: (message: Buffer) => void, fail: (why: string) => void): Promise<Opened> {
  const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
  socket.on("error", (error) => fail(wordOf(error)));
  socket.on("message", take);
  return Promise.resolve({
    way: {
      again: true,
      send: (message) => socket.send(message, port, host, (error) => (error === null ? undefined : fail(wordOf(error)))),
      end: () => socket.close(),
    },
  });
}

function openStream(
  tls: boolean,
  host: string,
  port: number,
  take: (message: Buffer) => void,
  fail: (why: string) => void,
): Promise<Opened> {
  return new Promise((resolve) => {
    const opened = (): void =>
      resolve({ way: { again: false, send: (message) => void socket.write(message), end: () => socket.destroy() } });
    const socket: Socket = tls
      ? connectTls({ host, port, ...(isIPv6(host) || /^[\d.]+$/.test(host) ? {} : { servername: host }) }, opened)
      : connect({ host, port }, opened);
    let got = Buffer.alloc(0);
    socket.setTimeout(WAIT_MS * TRIES, () => socket.destroy(new Error(`no answer over ${tls ? "TLS" : "TCP"}`)));
    socket.on("data", (bytes: Buffer) => {
      got = Buffer.concat([got, bytes]);
      for (let whole = turnLength(got); whole !== null && got.length >= whole; whole = turnLength(got)) {
        take(got.subarray(0, whole));
        got = got.subarray(whole);
      }
      if (got.length > MAX_BYTES) socket.destroy(new Error("something else than a relay answers"));
    });
    socket.on("error", (error) => {
      fail(wordOf(error));
      resolve({ problem: wordOf(error) });
    });
    socket.on("close", () => fail("it hung up"));
  });
}

/** @param host without brackets. @param credentials as pages get them */
export async function probeTurn(
  { way: kind, host, port }: { way: TurnWay; host: string; port: number },
  credentials: { username: string; credential: string },
): Promise<TurnFinding> {
  const no = (problem: string, refused = false): TurnFinding => ({ problem, refused, relayed: null });
  let take: (message: Buffer) => void = () => undefined;
  let fail: (why: string) => void = () => undefined;
  const open = kind === "udp" ? openUdp : openStream.bind(null, kind === "tls");
  const opened = await open(
    host,
    port,
    (message) => take(message),
    (why) => fail(why),
  );
  if ("problem" in opened) return no(opened.problem);
  const { way } = opened;

  /** @throws Error: no answer */
  const ask = (make: (transaction: Buffer) => Buffer): Promise<TurnAnswer> =>
    new Promise((resolve, reject) => {
      const transaction = randomBytes(12);
      const message = make(transaction);
      let tries = 0;
      const next = (): void => {
        if (tries === TRIES) {
          reject(new Error(`no answer over ${kind.toUpperCase()}`));
          return;
        }
        tries += 1;
        if (tries === 1 || way.again) way.send(message);
        timer = setTimeout(next, WAIT_MS / TRIES);
      };
      let timer: NodeJS.Timeout | undefined;
      take = (bytes) => {
        const answer = turnAnswer(bytes, transaction);
        if (answer === null) return;
        clearTimeout(timer);
        resolve(answer);
      };
      fail = (why) => {
        clearTimeout(timer);
        reject(new Error(why));
      };
      next();
    });

  try {
    const first = await ask((id) => turnRequest(ALLOCATE, id, null));
    if (first.ok) return no("it lends addresses to whoever asks: anybody may use it");
    if (first.code !== 401) return no(`it answers ${first.code}`);
    const signed = { ...credentials, realm: first.realm, nonce: first.nonce };
    const second = await ask((id) => turnRequest(ALLOCATE, id, signed));
    if (!second.ok) return second.code === 401 ? no("it refuses the credentials", true) : no(`it answers ${second.code}`);
    await ask((id) => turnRequest(REFRESH, id, signed, 0)).catch(() => undefined);
    return { problem: null, refused: false, relayed: second.relayed?.replace(/:\d+$/, "") ?? null };
  } catch (error) {
    return no(wordOf(error as NodeJS.ErrnoException));
  } finally {
    take = fail = () => undefined;
    way.end();
  }
}
