import { Plural } from "@lingui/react/macro";
import { ChevronUp } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { AskedNote } from "./AskedNote.tsx";
import { DeviceNote } from "./DeviceNote.tsx";
import { MicNote } from "./MicNote.tsx";
import { PicturesSlot } from "./PicturesSlot.tsx";
import css from "./NoteStack.module.css";

/**
 * What went on or off without one's doing, and what is offered. On a phone one of them is shown at a time, beside what one shows to others: a camera, a
 * muted microphone and a thin line together took a third of the screen.
 */
export function NoteStack() {
  const notes = useRef<HTMLDivElement>(null);
  const id = useId();
  const [more, setMore] = useState(0);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const box = notes.current;
    if (!box) return;
    const count = (): void => {
      const rest = Math.max(0, [...box.children].filter((note) => !note.hasAttribute("data-always")).length - 1);
      setMore(rest);
      if (rest === 0) setOpen(false);
    };
    const watch = new MutationObserver(count);
    watch.observe(box, { childList: true });
    count();
    return () => watch.disconnect();
  }, []);
  return (
    <div className={css.stack} data-open={open}>
      <div ref={notes} id={id} className={css.notes}>
        <AskedNote />
        <MicNote />
        <PicturesSlot part="notes" />
        <DeviceNote />
      </div>
      {more > 0 && (
        <button type="button" className={css.more} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <ChevronUp aria-hidden />
          <Plural value={more} one="# more notice" other="# more notices" />
        </button>
      )}
    </div>
  );
}
