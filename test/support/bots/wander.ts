/** Walks about like people do: a while in one direction, a pause, to a point, over to somebody; says something now and then. */
import type { Heading } from "../../../shared/domain/motion/heading.ts";
import { TILE } from "../../../shared/domain/units.ts";
import type { Bot } from "./bot.ts";

const LINES = [
  "Who starts our map of the neighbourhood?",
  "I am at the board.",
  "Labas! Where is everyone from?",
  "Kdo gre z mano na vrt?",
  "Two minutes, I am getting tea.",
  "Shall we make groups?",
];

/** Wanders until told to stop. @returns stop */
export function wander(bot: Bot, random: () => number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = (): void => {
    const { session, stores } = bot;
    const draw = random();
    if (draw < 0.3) session.head(0);
    else if (draw < 0.6) session.head((1 + Math.floor(random() * 8)) as Heading);
    else {
      const self = session.movers.self();
      session.walkTo({ kind: "point", x: self.x + (random() - 0.5) * 12 * TILE, y: self.y + (random() - 0.5) * 12 * TILE });
    }
    if (random() < 0.02) session.say(LINES[Math.floor(random() * LINES.length)] ?? "");
    if (stores.$connection.get().state !== "ended") timer = setTimeout(next, 800 + random() * 3_200);
  };
  next();
  return () => clearTimeout(timer);
}
