import { useLingui } from "@lingui/react";
import { useStore } from "@nanostores/react";
import { useEffect, useState } from "react";
import { $announce } from "../../store/prefs.ts";
import { $events, $places } from "../../store/space.ts";
import { placeText } from "../text/labels.ts";
import { due, hold, silent } from "./batch.ts";
import { $spoken, speak } from "./speak.ts";
import { batchWords } from "./words.ts";
import css from "./LiveRegion.module.css";

/** How often a batch may fall due, ms; `GAP_MS` says how often one does. */
const LOOK_MS = 500;
/** An answer that was asked for stays on the screen this long, ms. */
const SHOWN_MS = 7_000;

/** The one polite live region of the page. */
export function LiveRegion() {
  const { i18n } = useLingui();
  const spoken = useStore($spoken);
  const [visible, setVisible] = useState(false);

  useEffect(() => {
    let announcer = silent;
    let seen = $events.get().at(-1)?.id ?? 0;
    const stop = $events.listen((events) => {
      for (const event of events) if (event.id > seen) announcer = hold(announcer, event, $announce.get());
      seen = events.at(-1)?.id ?? seen;
    });
    const timer = setInterval(() => {
      const next = due(announcer, performance.now());
      announcer = next.announcer;
      if (!next.batch) return;
      const words = batchWords(i18n, next.batch, (id) => placeText(i18n, $places.get()[id]));
      // What happened to oneself is read on the screen, too; who hears one stands there anyway.
      const shown = next.batch.me.some((event) => event.kind !== "hears-me" && event.kind !== "board-opened");
      speak(words, shown);
    }, LOOK_MS);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [i18n]);

  useEffect(() => {
    if (!spoken.shown) return;
    setVisible(true);
    const timer = setTimeout(() => setVisible(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [spoken]);

  return (
    <>
      <div className="hidden" aria-live="polite" aria-atomic="true" data-testid="live">
        {/* A new node each time, or the same words twice would be said once. */}
        <span key={spoken.n}>{spoken.text}</span>
      </div>
      {visible && (
        <p className={css.bubble} aria-hidden="true">
          {spoken.text}
        </p>
      )}
    </>
  );
}
