import { Trans } from "@lingui/react/macro";
import { UserRoundCheck } from "lucide-react";
import { useState } from "react";
import { Button } from "../parts/Button.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import type { Trouble } from "../text/ask.ts";
import { nextPerson } from "./next-person.ts";

/** "Done": nothing of oneself stays on this device, and the next person finds an empty door. @param before e.g. leaving the space */
export function NextPerson({ look = "quiet", before }: { look?: "primary" | "quiet"; before?: () => void }) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const done = async (): Promise<void> => {
    setBusy(true);
    before?.();
    setTrouble(await nextPerson());
    setBusy(false);
  };
  return (
    <>
      {trouble && <TroubleNotice trouble={trouble} />}
      <Button look={look} size="l" wide disabled={busy} icon={<UserRoundCheck aria-hidden />} onClick={() => void done()}>
        <Trans>Done: next person</Trans>
      </Button>
    </>
  );
}
