/** What a page knows of how the session is led: the client's own `net` at the real room. */
import { afterEach, describe, expect, it } from "vitest";
import { timerLeft } from "../../../shared/domain/timer.ts";
import { hall, yard } from "../../support/places.ts";
import { type Inside, type Member, openSession, type SpaceServer, startSpaceServer } from "../../support/space-server.ts";
import { until } from "../../support/until.ts";

const PLACES = [hall(), yard()];
const servers: SpaceServer[] = [];
const pages: Inside[] = [];
async function start(): Promise<SpaceServer> {
  const server = await startSpaceServer(PLACES);
  servers.push(server);
  return server;
}
async function open(server: SpaceServer, member: Member): Promise<Inside & { you: number }> {
  const inside = await openSession(server, member, PLACES);
  pages.push(inside);
  await until("welcomed", () => inside.stores.$you.get() !== null);
  const { user, name, role } = member;
  inside.stores.$space.set({ id: server.space, name: "s", role, present: 1, contact: "", settings: {} as never });
  expect(user).toContain(name);
  return { ...inside, you: inside.stores.$you.get() ?? 0 };
}
afterEach(async () => {
  for (const { session } of pages.splice(0)) session.leave();
  for (const server of servers.splice(0)) await server.close();
});

describe("the session as a page knows it", () => {
  it("[LM20] facts of the session are the same on every page, also of who comes late; the timer runs on the room's clock", async () => {
    const server = await start();
    const tina = await open(server, await server.member("Tina", "trainer"));
    const ana = await open(server, await server.member("Ana"));
    ana.session.lead("hand", { up: true });
    tina.session.lead("timer", { do: "start", seconds: 90, label: "Draw" });
    tina.session.lead("freeze", { on: true });
    await until("Ana reads it", () => {
      const facts = ana.stores.leading.$session.get();
      return facts.frozen && facts.hands[0] === ana.you && facts.timer !== null && facts.lead === tina.you;
    });
    const late = await open(server, await server.member("Late"));
    await until("so does who comes late", () => late.stores.leading.$session.get().timer?.label === "Draw");
    const left = (page: Inside): number =>
      timerLeft(page.stores.leading.$session.get().timer ?? expect.fail("none"), page.session.roomNow());
    expect(Math.abs(left(late) - left(tina))).toBeLessThan(500);
    expect(left(late)).toBeGreaterThan(80_000);
  });

  it("[LM21] a changed role is in force in the interface at once, and when one comes back", async () => {
    const server = await start();
    const tina = await open(server, await server.member("Tina", "trainer"));
    const ana = await open(server, await server.member("Ana"));
    tina.session.lead("role", { person: ana.you, role: "cotrainer" });
    await until("Ana is a co-trainer", () => ana.stores.$space.get()?.role === "cotrainer");
    expect(ana.stores.$events.get().find((event) => event.kind === "role")).toMatchObject({ role: "cotrainer", by: "Tina" });
    // Away while it is changed (she may be back before Tina's page reads that she was gone): no message reaches her.
    ana.sockets.at(-1)?.close();
    tina.session.lead("role", { person: ana.you, role: "observer" });
    await until("Ana is back as what she is now", () => ana.stores.$space.get()?.role === "observer");
  });

  it("what comes to one page alone: a mute with its cause, a message to all, calls for help, a refusal with its measure", async () => {
    const server = await start();
    const tina = await open(server, await server.member("Tina", "trainer"));
    const ana = await open(server, await server.member("Ana"));
    const muted: string[] = [];
    ana.session.onMoved((why) => muted.push(why));
    ana.session.sendMedia({ mic: "on", canHear: true });
    await until("Ana speaks", () => tina.stores.$people.get()[ana.you]?.mic === "on");
    tina.session.lead("mute", { person: ana.you });
    await until("she is muted", () => muted.includes("trainer"));
    expect(ana.stores.leading.$mutedBy.get()).toBe("Tina");
    tina.session.lead("announce", { text: "Lunch at one" });
    await until("both read it", () => [ana, tina].every(({ stores }) => stores.leading.$announcements.get()[0]?.text === "Lunch at one"));
    ana.session.lead("helpCall", { why: "no sound" });
    await until("Tina reads the call", () => tina.stores.leading.$helpCalls.get()[0]?.why === "no sound");
    await until("Ana waits", () => ana.stores.leading.$help.get()?.state === "waiting");
    tina.session.lead("helpAnswer", { call: tina.stores.leading.$helpCalls.get()[0]?.call ?? 0, done: true });
    await until("it is settled", () => ana.stores.leading.$help.get() === null && tina.stores.leading.$helpCalls.get().length === 0);
    ana.session.lead("freeze", { on: true });
    await until("not hers to say", () => ana.stores.leading.$refused.get()?.of === "freeze");
    expect(ana.stores.leading.$refused.get()?.code).toBe("forbidden");
  });
});
