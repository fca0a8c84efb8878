/**
 * Bots for `npm run dev`: `node test/support/bots/run.ts <origin> <invite code> [count] [minutes]`. They end by themselves.
 * Loopback only: these are for one's own machine.
 */
import { seeded } from "../../../shared/domain/seeded.ts";
import { buildOf, openBot } from "./bot.ts";
import { enterAsGuest } from "./guest.ts";
import { wander } from "./wander.ts";

const NAMES = [
  "Amina",
  "Yusuf",
  "Kaja",
  "Jonas",
  "Noor",
  "Malik",
  "Lena",
  "Nika",
  "Jan",
  "Rasa",
  "Ola",
  "Tomek",
  "Ieva",
  "Luka",
  "Zala",
  "Dovydas",
];

const [origin = "", code = "", count = "8", minutes = "60"] = process.argv.slice(2);
const host = URL.canParse(origin) ? new URL(origin).hostname : "";
if (!["localhost", "127.0.0.1", "[::1]"].includes(host) || code === "") {
  console.error("Usage: node test/support/bots/run.ts http://localhost:2567 <invite code> [count] [minutes]");
  process.exit(2);
}

const random = seeded(Date.now());
const stops: (() => void)[] = [];
for (let i = 0; i < Number(count); i++) {
  const name = NAMES[i % NAMES.length] ?? "Bot";
  const guest = await enterAsGuest(origin, code, i < NAMES.length ? name : `${name} ${i}`, random);
  const bot = await openBot(guest, await buildOf(guest), random);
  const stop = wander(bot, random);
  stops.push(() => {
    stop();
    bot.session.leave();
  });
}
console.log(`${count} bots walk about for ${minutes} minutes.`);

const end = (): void => {
  for (const stop of stops) stop();
  process.exit(0);
};
setTimeout(end, Number(minutes) * 60_000);
process.on("SIGINT", end);
process.on("SIGTERM", end);
