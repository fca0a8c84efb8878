import { useEffect, useRef, type RefObject } from "react";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import { showIn } from "../../media/pictures/show.ts";
import { $media } from "../space/session.ts";
import { watches } from "./looked.ts";
import css from "./Tile.module.css";

export interface Film {
  /** Null: one's own. */
  person: PersonId | null;
  source: "cam" | "screen";
  stream: MediaStream;
  ready: boolean;
}

/** A picture; how large it is looked at is told by itself. What it shows is said by what stands around it. */
export function Video({
  film: { person, source, stream, ready },
  whole = false,
  own,
}: {
  film: Film;
  whole?: boolean;
  own?: RefObject<HTMLVideoElement | null>;
}) {
  const mine = useRef<HTMLVideoElement>(null);
  const ref = own ?? mine;
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    if (person === null) return showIn(element, stream, () => undefined);
    const gone = watches(`${person}:${source}`);
    const stop = showIn(element, stream, (level) => $media.get()?.setInterest(person, source, level));
    return () => {
      stop();
      gone();
    };
  }, [ref, person, source, stream]);
  return (
    // Somebody live, without sound: what they say is heard elsewhere, and what they write is shown on their tile.
    // oxlint-disable-next-line jsx-a11y/media-has-caption
    <video
      ref={ref}
      className={css.video}
      data-ready={ready}
      data-mirrored={person === null && source === "cam"}
      data-whole={whole}
      aria-hidden="true"
    />
  );
}
