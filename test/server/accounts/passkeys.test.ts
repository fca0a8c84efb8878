/** Passkeys over HTTP, with an authenticator of our own: the honest one comes in, and nothing that was copied, kept, or made for somebody else does. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PasskeyUsed } from "../../../shared/protocol/accounts.ts";
import { type Ceremony, SoftPasskey } from "../../support/authenticator.ts";
import { guestSession, type InProcessServer, newSpace, ownerSession, type Person, startTestServer, visitor } from "../../support/server.ts";

let server: InProcessServer;
/** Browsers make passkeys for names, not for numbers. */
let origin: string;
let owner: Person;
let trainer: Person;
const [key, second] = [new SoftPasskey(), new SoftPasskey()];
let ahead = 0;

type Bent = Partial<Ceremony>;
const at = (who: Person): Person => Object.assign(visitor({ url: origin }, who.cookie), { me: who.me });
const nobody = () => visitor({ url: origin });
const challengeOf = (options: unknown): string => (options as { challenge: string }).challenge;
const loginChallenge = async (): Promise<string> =>
  challengeOf((await nobody().call("POST /api/login/passkey/options", { body: {} })).body.options);
const honest = (challenge: string, bent: Bent = {}): Ceremony => ({ challenge, origin, rpId: "localhost", ...bent });

async function register(who: Person, passkey: SoftPasskey, bent: Bent = {}) {
  const { options } = (await who.call("POST /api/account/passkeys/options", { body: {} })).body;
  const made = passkey.make(honest(challengeOf(options), bent));
  return who.call("POST /api/account/passkeys", { body: { passkey: made, name: "" } });
}
async function logIn(passkey: PasskeyUsed) {
  const who = nobody();
  const { status, body } = await who.call("POST /api/login/passkey", { body: { passkey } });
  return { status, code: body.code, name: body.name, cookie: who.cookie };
}
const REFUSED = { code: "passkey_failed", cookie: "" };

beforeAll(async () => {
  server = await startTestServer({
    inMemory: true,
    clock: { now: () => Date.now() + ahead, mono: () => 1_000_000 + ahead },
    rates: { write: { perSecond: 100, burst: 1_000 } },
  });
  origin = server.url.replace("127.0.0.1", "localhost");
  const came = await ownerSession(server);
  await came.call("PATCH /api/me", { body: { name: "Olga", appearance: "", lang: "en" } });
  owner = at(came);
  trainer = at(await guestSession(server, came, (await newSpace(came, "T")).id, { role: "trainer", name: "Tina" }));
  expect((await register(owner, key)).status).toBe(200);
  expect((await register(trainer, second)).status).toBe(200);
});
afterAll(() => server.close());
beforeEach(() => {
  key.counter += 10;
});

describe("a log-in", () => {
  it("[AC90] comes in by what was signed now, here, by the key itself, and once", async () => {
    const used = key.use(honest(await loginChallenge(), { userHandle: owner.me.user }));
    expect(await logIn(used)).toMatchObject({ status: 200, name: "Olga" });
    expect(await logIn(used)).toMatchObject(REFUSED);
  });

  it.each<[string, Bent]>([
    ["signed for the page of another host", { origin: "https://kartu.example" }],
    ["signed for another port of this host", { origin: "http://localhost:1" }],
    ["made for another host", { rpId: "kartu.example" }],
    ["not unlocked by its person", { verified: false }],
    ["with the words of making a key", { type: "webauthn.create" }],
    ["with a challenge that nobody gave", { challenge: Buffer.alloc(32).toString("base64url") }],
    ["in the name of somebody else", { userHandle: "somebody-else" }],
  ])("[AC90] is refused: %s", async (_what, bent) => {
    const challenge = await loginChallenge();
    expect(await logIn(key.use(honest(challenge, bent)))).toMatchObject(REFUSED);
  });

  it("[AC90] is refused with another's signature, a changed one, and a key that nobody has here", async () => {
    const challenge = await loginChallenge();
    const [own, other] = [key.use(honest(challenge)), second.use(honest(challenge))];
    expect(await logIn({ ...own, response: other.response })).toMatchObject(REFUSED);
    const again = key.use(honest(await loginChallenge()));
    const signature = Buffer.from(again.response.signature, "base64url");
    signature.writeUInt8(signature.readUInt8(signature.length - 1) ^ 1, signature.length - 1);
    expect(await logIn({ ...again, response: { ...again.response, signature: signature.toString("base64url") } })).toMatchObject(REFUSED);
    expect(await logIn(new SoftPasskey().use(honest(await loginChallenge())))).toMatchObject(REFUSED);
  });

  it("[AC90] is refused to a copy, whose counter has not gone on", async () => {
    expect((await logIn(key.use(honest(await loginChallenge())))).status).toBe(200);
    expect(await logIn(key.use(honest(await loginChallenge())))).toMatchObject(REFUSED);
    key.counter -= 1;
    expect(await logIn(key.use(honest(await loginChallenge())))).toMatchObject(REFUSED);
    key.counter += 2;
    expect((await logIn(key.use(honest(await loginChallenge())))).status).toBe(200);
  });

  it("[AC90] is refused after three minutes, and with the challenge of a try that was refused", async () => {
    const late = key.use(honest(await loginChallenge()));
    ahead += 180_000;
    expect(await logIn(late)).toMatchObject(REFUSED);
    const challenge = await loginChallenge();
    expect(await logIn(key.use(honest(challenge, { verified: false })))).toMatchObject(REFUSED);
    expect(await logIn(key.use(honest(challenge)))).toMatchObject(REFUSED);
  });
});

describe("proof that it is still them", () => {
  it("[AC90] takes one's own key and the challenge of one's own session, neither a log-in's nor another's", async () => {
    const ask = async (who: Person) => challengeOf((await who.call("POST /api/confirm/options", { body: {} })).body.options);
    const prove = async (who: Person, passkey: PasskeyUsed) =>
      (await who.call("POST /api/confirm", { body: { passkey } })).body.code ?? "shown";
    expect(await prove(owner, key.use(honest(await loginChallenge())))).toBe("passkey_failed");
    expect(await prove(owner, key.use(honest(await ask(trainer))))).toBe("passkey_failed");
    second.counter += 1;
    expect(await prove(owner, second.use(honest(await ask(owner))))).toBe("passkey_failed");
    expect(await logIn(key.use(honest(await ask(owner))))).toMatchObject(REFUSED);
    expect(await prove(owner, key.use(honest(await ask(owner))))).toBe("shown");
  });
});

describe("a new key", () => {
  it.each<[string, Bent]>([
    ["of another origin", { origin: "https://kartu.example" }],
    ["for another host", { rpId: "kartu.example" }],
    ["that nobody unlocked", { verified: false }],
    ["with a log-in's words", { type: "webauthn.get" }],
    ["with a challenge that nobody gave", { challenge: Buffer.alloc(32).toString("base64url") }],
  ])("[AC90] is refused: %s", async (_what, bent) => {
    const answer = await register(owner, new SoftPasskey(), bent);
    expect(answer.body.code).toBe("passkey_failed");
  });

  it("[AC90] belongs to one person: somebody else's is not taken, nor a challenge of another session", async () => {
    expect((await register(trainer, key)).body.code).toBe("passkey_failed");
    const { options } = (await trainer.call("POST /api/account/passkeys/options", { body: {} })).body;
    const made = new SoftPasskey().make(honest(challengeOf(options)));
    expect((await owner.call("POST /api/account/passkeys", { body: { passkey: made, name: "" } })).body.code).toBe("passkey_failed");
    expect((await owner.call("GET /api/account")).body.passkeys).toHaveLength(1);
  });
});
