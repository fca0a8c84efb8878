import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Ear, Flag, Footprints, MessageCircle, Presentation } from "lucide-react";
import { $shortcuts } from "../../store/prefs.ts";
import { $space } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { CallHelp } from "../lead/CallHelp.tsx";
import { KeyList } from "../settings/KeyList.tsx";
import type { Session } from "./session.ts";
import { $dialog } from "./ui-state.ts";
import css from "./HelpDialog.module.css";

export function HelpDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const { t } = useLingui();
  const shortcuts = useStore($shortcuts);
  const space = useStore($space);
  const { conduct = "" } = space?.settings ?? {};
  const contact = space?.contact ?? "";
  return (
    <Dialog title={<Trans>How it works here</Trans>} onClose={onClose}>
      <CallHelp session={session} onClose={onClose} />
      <ul className={css.list} aria-label={t`How it works here`}>
        <li>
          <Footprints aria-hidden />
          <p>
            <strong>
              <Trans>Walk</Trans>
            </strong>
            <br />
            <Trans>
              Tap or click where you want to go, or use the arrow keys or W A S D. In the list, “Go to” and “Walk to” do the same.
            </Trans>
          </p>
        </li>
        <li>
          <Ear aria-hidden />
          <p>
            <strong>
              <Trans>Talk</Trans>
            </strong>
            <br />
            <Trans>
              Turn the microphone on and go near someone: about three steps. Walk away and it ends. Above the bar you always read who hears
              you. A meeting area is one conversation; nobody outside can listen in.
            </Trans>
          </p>
        </li>
        <li>
          <MessageCircle aria-hidden />
          <p>
            <strong>
              <Trans>Write</Trans>
            </strong>
            <br />
            <Trans>The chat reaches everyone in the same place, wherever they stand.</Trans>
          </p>
        </li>
        <li>
          <Presentation aria-hidden />
          <p>
            <strong>
              <Trans>Make things</Trans>
            </strong>
            <br />
            <Trans>At a board, press “Open board”. You all draw and write on it at the same time, and it is kept.</Trans>
          </p>
        </li>
      </ul>
      <p>
        <Trans>
          You hear nobody, or nobody hears you?{" "}
          <a href="/connection" target="_blank" rel="noreferrer">
            Try the connection
          </a>
        </Trans>
      </p>
      <h3>
        <Trans>Something does not feel right?</Trans>
      </h3>
      <p>
        <Trans>
          “Step away” takes you out at once: muted, camera and screen off, in a quiet corner. Tell a trainer; in the list of people it says
          who is one.
        </Trans>
      </p>
      <p>
        <Trans>Tap somebody's name to mute them for you, to block them or to report them.</Trans>
      </p>
      <div>
        <Button icon={<Flag aria-hidden />} onClick={() => $dialog.set({ kind: "report" })}>
          <Trans>Report something</Trans>
        </Button>
      </div>
      {contact !== "" && (
        <p>
          <Trans>If nobody is here: {contact}</Trans>
        </p>
      )}
      {conduct !== "" && (
        <>
          <h3>
            <Trans>The rules of this space</Trans>
          </h3>
          <p className={css.conduct}>{conduct}</p>
        </>
      )}
      {shortcuts === "on" && (
        <>
          <h3>
            <Trans>Keys</Trans>
          </h3>
          <KeyList />
        </>
      )}
    </Dialog>
  );
}
