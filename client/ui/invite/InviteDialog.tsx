import { Trans } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { useEffect, useState } from "react";
import { $space } from "../../store/space.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { InvitePanel } from "./InvitePanel.tsx";
import { Reach } from "./Reach.tsx";

/** In the fragment after naming a space: its first invite is made at once. */
const FIRST = "#invite";

/** Invites people from inside a space. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const space = useStore($space);
  const [first] = useState(() => location.hash === FIRST);
  useEffect(() => {
    if (first) history.replaceState(null, "", location.pathname + location.search);
  }, [first]);
  return (
    <Dialog wide title={<Trans>Invite people</Trans>} onClose={onClose}>
      {space && <InvitePanel space={space} first={first} />}
      {space && <Reach space={space} />}
    </Dialog>
  );
}
