/** What those who lead are told of the facts of the session: hands of others, and who leads. */
import { i18n } from "@lingui/core";
import { plural, t } from "@lingui/core/macro";
import { $sessionFacts } from "../../store/leading.ts";
import { $people, $you } from "../../store/space.ts";
import { chime } from "../space/chime.ts";
import { say } from "../space/use-led-news.ts";
import { leadWords } from "./lead-words.ts";
import { RaisedHands } from "./raised-hands.ts";

const nameOf = (id: number): string | undefined => $people.get()[id]?.name;

/** They went up a moment ago. */
function tellHands(people: readonly number[]): void {
  const name = nameOf(people[0] ?? 0);
  chime("hand");
  if (people.length === 1 && name !== undefined) return say(t`${name} raised a hand.`, true, people);
  say(t`${plural(people.length, { one: "# person raised a hand.", other: "# people raised a hand." })}`, true, people);
}

/** Hands of others, also those that are up as one comes; and who leads. */
export function followFacts(): () => void {
  const hands = new RaisedHands(tellHands);
  let before = $sessionFacts.get();
  const stop = $sessionFacts.subscribe((facts) => {
    const you = $you.get() ?? 0;
    hands.follow(facts.hands.filter((id) => id !== you));
    const words = leadWords(i18n, before, facts, you, nameOf);
    before = facts;
    if (words !== null)
      say(
        words,
        false,
        [facts.lead, facts.standIn].filter((id) => id !== 0),
      );
  });
  return () => {
    stop();
    hands.stop();
  };
}
