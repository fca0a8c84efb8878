import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { $events, $places } from "../../store/space.ts";
import { eventWords } from "../announce/words.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { placeText } from "../text/labels.ts";
import css from "./HistoryDialog.module.css";

/** Everything that the live region said or left out, to be read in one's own time. Newest first. */
export function HistoryDialog({ onClose }: { onClose: () => void }) {
  const { i18n, t } = useLingui();
  const events = useStore($events);
  const places = useStore($places);
  return (
    <Dialog title={<Trans>What happened so far</Trans>} onClose={onClose}>
      {events.length === 0 ? (
        <p>
          <Trans>Nothing yet.</Trans>
        </p>
      ) : (
        <ol className={css.log} aria-label={t`Newest first`}>
          {[...events].reverse().map((event) => (
            <li key={event.id}>
              <time dateTime={new Date(event.at).toISOString()}>
                {i18n.date(new Date(event.at), { hour: "2-digit", minute: "2-digit" })}
              </time>
              <span lang={event.kind === "chat" ? event.lang : undefined}>
                {eventWords(i18n, event, (id) => placeText(i18n, places[id]))}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  );
}
