import { createSocket } from "node:dgram";
import { once } from "node:events";
import { networkInterfaces } from "node:os";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { allowance, STUN_RULES } from "../../../server/adapters/stun/allowance.ts";
import { addressBytes, answerBinding, parseBindingRequest } from "../../../server/adapters/stun/message.ts";
import { type StunServer, startStun } from "../../../server/adapters/stun/stun.ts";

const MAGIC = [0x21, 0x12, 0xa4, 0x42];
const request = (transaction: Uint8Array, attributes: number[] = [], type = 0x0001): Uint8Array =>
  Uint8Array.from([type >> 8, type & 255, attributes.length >> 8, attributes.length & 255, ...MAGIC, ...transaction, ...attributes]);
const TRANSACTION = Uint8Array.from({ length: 12 }, (_, i) => 0x10 + i);

let server: StunServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

/** Sends datagrams one after another and collects the answers until `wanted` are there or a second has passed. */
async function ask(port: number, family: "udp4" | "udp6", datagrams: Uint8Array[], wanted: number) {
  const socket = createSocket(family);
  socket.bind(0, family === "udp4" ? "127.0.0.1" : "::1");
  await once(socket, "listening");
  const answers: Buffer[] = [];
  const enough = new Promise<void>((resolve) => {
    const late = setTimeout(resolve, 1_000);
    socket.on("message", (answer) => {
      answers.push(answer);
      if (answers.length < wanted) return;
      clearTimeout(late);
      resolve();
    });
  });
  for (const datagram of datagrams) socket.send(datagram, port, family === "udp4" ? "127.0.0.1" : "::1");
  await enough;
  const own = socket.address().port;
  socket.close();
  return { answers, own };
}

/** Reads XOR-MAPPED-ADDRESS by the words of RFC 8489 section 14.2, not by the code under test. */
function mapped(answer: Buffer): { port: number; address: string } {
  expect(answer.readUInt16BE(0)).toBe(0x0101);
  expect(answer.readUInt16BE(20)).toBe(0x0020);
  const port = answer.readUInt16BE(26) ^ 0x2112;
  const key = Buffer.concat([Buffer.from(MAGIC), answer.subarray(8, 20)]);
  const bytes = answer.subarray(28, 24 + answer.readUInt16BE(22)).map((byte, i) => byte ^ key.readUInt8(i));
  return { port, address: bytes.length === 4 ? bytes.join(".") : Buffer.from(bytes).toString("hex") };
}

describe("the own STUN answer", () => {
  it("[ME1] tells each asker the address and port it came from, over IPv4 and IPv6 on one port", async () => {
    server = await startStun({ port: 0 });
    const four = await ask(server.port, "udp4", [request(TRANSACTION)], 1);
    expect(four.answers).toHaveLength(1);
    expect(mapped(four.answers[0]!)).toEqual({ port: four.own, address: "127.0.0.1" });
    expect(four.answers[0]!.subarray(8, 20)).toEqual(Buffer.from(TRANSACTION));
    if (Object.values(networkInterfaces()).some((list) => list?.some((one) => one.address === "::1"))) {
      const six = await ask(server.port, "udp6", [request(TRANSACTION)], 1);
      expect(mapped(six.answers[0]!)).toEqual({ port: six.own, address: "00000000000000000000000000000001" });
    }
  });

  it("answers what RFC 5769 gives as test vectors, IPv4 and IPv6", () => {
    // Transaction, addresses and XORed values of RFC 5769, sections 2.2 and 2.3.
    const transaction = Uint8Array.from(Buffer.from("b7e7a701bc34d686fa87dfae", "hex"));
    const four = Buffer.from(answerBinding({ transaction, unknown: [] }, "192.0.2.1", 32853)!);
    expect(four.subarray(20, 32).toString("hex")).toBe("002000080001a147e112a643");
    const six = Buffer.from(answerBinding({ transaction, unknown: [] }, "2001:db8:1234:5678:11:2233:4455:6677", 32853)!);
    expect(six.subarray(20, 44).toString("hex")).toBe("002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9");
  });

  it("checks a fingerprint and refuses a wrong one", () => {
    // An answer of ours, turned into a request, carries a fingerprint over the wrong type: void. Made right again it is taken.
    const answer = Buffer.from(answerBinding({ transaction: TRANSACTION, unknown: [] }, "10.0.0.1", 9)!);
    expect(parseBindingRequest(answer)).toBeNull();
    const fingerprint = Buffer.from(request(TRANSACTION, [0x80, 0x28, 0, 4, 1, 2, 3, 4]));
    expect(parseBindingRequest(fingerprint)).toBeNull();
    // RFC 5769 section 2.1: the sample request, with attributes only ICE knows (PRIORITY, and ICE-CONTROLLED above 0x8000).
    const sample = Buffer.from(
      "000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74002400046e0001ff80290008932ff9b151263b36" +
        "000600096576746a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf",
      "hex",
    );
    expect(parseBindingRequest(sample)?.unknown).toEqual([0x0024]);
  });

  it("[ME1] says nothing to anything that is no binding request, and goes on answering", async () => {
    server = await startStun({ port: 0, host: "127.0.0.1" });
    const rubbish = [
      new Uint8Array(0),
      Uint8Array.from([1]),
      request(TRANSACTION, [], 0x0101),
      request(TRANSACTION, [], 0x0003),
      request(TRANSACTION, [0x00, 0x06, 0xff, 0xff]),
      request(TRANSACTION).subarray(0, 19),
      Uint8Array.from([...request(TRANSACTION), 0, 0, 0, 0]),
      new Uint8Array(1400).fill(7),
      new TextEncoder().encode("GET / HTTP/1.1\r\n\r\n  "),
    ];
    const { answers } = await ask(server.port, "udp4", [...rubbish, request(TRANSACTION)], 2);
    expect(answers).toHaveLength(1);
  });

  it("never throws and never answers with more than 64 bytes, whatever comes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.boolean(), fc.uint8Array({ maxLength: 40 }), (raw, shaped, attributes) => {
        const padded = [...attributes, ...Array<number>((4 - (attributes.length % 4)) % 4).fill(0)];
        const parsed = parseBindingRequest(shaped ? request(TRANSACTION, padded) : raw);
        if (parsed === null) return;
        const answer = answerBinding(parsed, "203.0.113.7", 4242);
        expect(answer!.byteLength).toBeLessThanOrEqual(64);
        expect(new DataView(answer!.buffer).getUint16(2)).toBe(answer!.byteLength - 20);
      }),
    );
  });

  it("understands every way of writing an IPv6 address that Node hands over", () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const bytes = addressBytes(address);
        // fast-check also draws mixed notation (`::1.2.3.4`), which the kernel never reports.
        if (/\d+\.\d+\.\d+\.\d+$/.test(address)) return;
        expect(new URL(`http://[${address}]`).hostname).toBe(
          new URL(`http://[${[...Array(8).keys()].map((i) => ((bytes![2 * i]! << 8) | bytes![2 * i + 1]!).toString(16)).join(":")}]`)
            .hostname,
        );
      }),
    );
    expect(addressBytes("::ffff:192.168.1.20")).toEqual(Uint8Array.of(192, 168, 1, 20));
  });

  it("[ME2] gives one source its share and no more, and leaves the others theirs", () => {
    const allowed = allowance({ perSecond: 50, burst: 300, totalPerSecond: 5_000 }, 1);
    const flooding = Uint8Array.of(203, 0, 113, 1);
    const answered = Array.from({ length: 1_000 }, () => allowed(flooding, 10_000)).filter(Boolean).length;
    expect(answered).toBe(300);
    expect(allowed(Uint8Array.of(203, 0, 113, 2), 10_000)).toBe(true);
    expect(Array.from({ length: 100 }, () => allowed(flooding, 11_000)).filter(Boolean)).toHaveLength(50);
  });

  it("[ME2] counts a /64 as one source and bounds all of them together", () => {
    const allowed = allowance(STUN_RULES, 7);
    let answered = 0;
    for (let i = 0; i < 2_000; i++)
      if (allowed(Uint8Array.from([0x20, 1, 0xd, 0xb8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, i >> 8, i & 255]), 5_000)) answered++;
    expect(answered).toBe(STUN_RULES.burst);
    for (let i = 0; i < 20_000; i++) if (allowed(Uint8Array.of(198, (i >> 16) & 255, (i >> 8) & 255, i & 255), 5_000)) answered++;
    expect(answered).toBeLessThanOrEqual(STUN_RULES.totalPerSecond);
  });
});
