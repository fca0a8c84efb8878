import { i18n } from "@lingui/core";
import { useStore } from "@nanostores/react";
import { useEffect, useState } from "react";
import { $announce } from "../../store/prefs.ts";
import { $unseen } from "../../store/leading.ts";
import { $events, $people, $places, type SpaceEvent } from "../../store/space.ts";
import { placeText } from "../text/labels.ts";
import { due, forget, hold, silent } from "./batch.ts";
import { $spoken, speak, type Spoken, stands, unsay } from "./speak.ts";
import { batchWords } from "./words.ts";
import css from "./LiveRegion.module.css";

/** How often a batch may fall due, ms; `GAP_MS` says how often one does. */
const LOOK_MS = 500;
/** What stands on the screen anyway. */
const SHOWN_ELSEWHERE: readonly string[] = [
  "hears-me",
  "board-opened",
  "announced",
  "warned",
  "muted-by",
  "wrote",
] satisfies SpaceEvent["kind"][];
/** An answer that was asked for stays on the screen this long, ms. */
const SHOWN_MS = 7_000;

/** The one polite live region of the page. */
export function LiveRegion() {
  const spoken = useStore($spoken);
  const [bubble, setBubble] = useState<Spoken | null>(null);

  // (The words of the moment, not of a render: each part of them that is loaded would begin this anew, and what waits to be said would be lost.)
  useEffect(() => {
    let announcer = silent;
    let seen = $events.get().at(-1)?.id ?? 0;
    // What stands is a batch of this number, or an answer of `speak`.
    let batch = -1;
    const clear = (): void => {
      unsay();
      setBubble(null);
    };
    const stop = $events.listen((events) => {
      const last = events.at(-1)?.id ?? 0;
      if (last > seen) {
        for (const event of events) if (event.id > seen) announcer = hold(announcer, event, $announce.get());
        seen = last;
        return;
      }
      // Nothing new, so something was forgotten. Somebody was blocked: what they wrote a moment ago is neither read out now nor left standing.
      const left = forget(announcer, events);
      announcer = left.announcer;
      if (left.unsay && $spoken.get().n === batch) clear();
    });
    // What was asked for names people, too. Those who are hidden from now on are still in the list here.
    const stopNames = $unseen.listen((people) => {
      const { text } = $spoken.get();
      if (people.some((id) => text.includes($people.get()[id]?.name ?? "\n"))) clear();
    });
    const timer = setInterval(() => {
      const next = due(announcer, performance.now());
      announcer = next.announcer;
      if (!next.batch) return;
      const words = batchWords(i18n, next.batch, (id) => placeText(i18n, $places.get()[id]));
      // What happened to oneself is read on the screen, too; who hears one stands there anyway.
      const shown = next.batch.me.some((event) => (event.kind === "said" ? event.shown : !SHOWN_ELSEWHERE.includes(event.kind)));
      speak(words, shown);
      batch = $spoken.get().n;
    }, LOOK_MS);
    return () => {
      stop();
      stopNames();
      clearInterval(timer);
    };
  }, []);

  useEffect(() => {
    stands(spoken);
    if (spoken.shown) setBubble(spoken);
  }, [spoken]);
  // What is spoken next without being shown neither lengthens nor fills the bubble.
  useEffect(() => {
    if (bubble === null) return;
    const timer = setTimeout(() => setBubble(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [bubble]);

  return (
    <>
      <div className="hidden" aria-live="polite" aria-atomic="true" data-testid="live">
        {/* A new node each time, or the same words twice would be said once. */}
        <span key={spoken.n}>{spoken.text}</span>
      </div>
      {bubble !== null && (
        <p className={css.bubble} aria-hidden="true">
          {bubble.text}
        </p>
      )}
    </>
  );
}
