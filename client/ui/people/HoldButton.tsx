import { Trans, useLingui } from "@lingui/react/macro";
import { Lock, LockOpen } from "lucide-react";
import type { PersonView } from "../../store/space.ts";
import { speak } from "../announce/speak.ts";
import { Button } from "../parts/Button.tsx";
import type { Wish } from "./use-wish.ts";

/** Keeps everything that somebody sends off until it is let again. One button that changes: whoever pressed it keeps the focus. */
export function HoldButton({ person: { id, name, held }, wish, saidBy }: { person: PersonView; wish: Wish; saidBy: string }) {
  const { t } = useLingui();
  const hold = (): void => {
    if ((["mute", "camOff", "screenOff"] as const).every((what) => wish.send(what, { person: id, hold: true })))
      speak(t`Microphone, camera and screen of ${name} stay off until somebody who leads lets them on again.`, true);
  };
  const lift = (): void => {
    if (wish.send("letShow", { person: id })) speak(t`${name} may speak and be seen again, by their own tap.`, true);
  };
  return (
    <Button
      size="s"
      aria-describedby={held === 0 ? saidBy : undefined}
      icon={held === 0 ? <Lock aria-hidden /> : <LockOpen aria-hidden />}
      onClick={held === 0 ? hold : lift}
    >
      {held === 0 ? <Trans>Keep silent and unseen</Trans> : <Trans>Let speak and be seen again</Trans>}
    </Button>
  );
}
