/** What those on duty are told as it happens: somebody at the door, a call for help, hands and the lead (`follow-facts.ts`); what came of calling all together. */
import { plural, t } from "@lingui/core/macro";
import { useEffect } from "react";
import { $gathered, $helpCalls, $knocks } from "../../store/leading.ts";
import { chime } from "../space/chime.ts";
import { say } from "../space/use-led-news.ts";
import { done } from "./done.ts";
import { followFacts } from "./follow-facts.ts";

export function useLeadNews(): void {
  useEffect(() => {
    let knocks: ReadonlySet<string> = new Set();
    let calls: ReadonlyMap<number, boolean> = new Map();
    let gathered = $gathered.get()?.n ?? 0;
    const stops = [
      followFacts(),
      $knocks.subscribe((waiting) => {
        const fresh = waiting.filter(({ knock }) => !knocks.has(knock));
        knocks = new Set(waiting.map(({ knock }) => knock));
        const [first] = fresh;
        if (first === undefined) return;
        chime("knock");
        const { name } = first;
        if (fresh.length === 1 && first.as !== undefined)
          return say(t`${name} came by an invite for another role. You decide at the door.`, true);
        say(t`${plural(fresh.length, { one: `${name} waits at the door.`, other: "# people wait at the door." })}`, true);
      }),
      $helpCalls.subscribe((open) => {
        const fresh = open.filter(({ call, taken }) => taken === 0 && calls.get(call) !== false);
        const again = calls;
        calls = new Map(open.map(({ call, taken }) => [call, taken !== 0]));
        const last = fresh.at(-1);
        if (last === undefined) return;
        chime("call");
        const { name, why, person } = last;
        if (again.has(last.call)) return say(t`Whoever was coming to ${name} cannot come any more: the call waits again.`, true, [person]);
        say(why === "" ? t`${name} calls for help.` : t`${name} calls for help: ${why}`, true, [person]);
      }),
      $gathered.listen((came) => {
        if (came === null || came.n === gathered) return;
        gathered = came.n;
        const { people, away } = came;
        const here = people - away;
        const words = t`${plural(here, { one: "# person came.", other: "# people came." })}`;
        const later = t`${plural(away, { one: "# is away and comes when they are back.", other: "# are away and come when they are back." })}`;
        done(away === 0 ? words : `${words} ${later}`, null);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
}
