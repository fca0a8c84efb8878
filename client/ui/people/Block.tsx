import { Trans } from "@lingui/react/macro";
import type { Session } from "../space/session.ts";
import { speak } from "../announce/speak.ts";
import { useLingui } from "@lingui/react/macro";
import { Step } from "./Step.tsx";
import { useWish } from "./use-wish.ts";

export function Block({
  session,
  person,
  name,
  onBack,
  onClose,
}: {
  session: Session;
  person: number;
  name: string;
  onBack: () => void;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const wish = useWish(session);
  const block = (): void => {
    wish.send("block", { person, on: true });
    speak(t`${name} is blocked. You can undo it in the settings.`, true);
    onClose();
  };
  return (
    <Step
      title={<Trans>Block {name}?</Trans>}
      action={<Trans>Block</Trans>}
      look="danger"
      onDo={block}
      onBack={onBack}
      trouble={wish.trouble}
    >
      <p>
        <Trans>
          You two do not see, hear or read each other any more, here and in every other space. {name} is not told. Trainers still see you
          both.
        </Trans>
      </p>
      <p>
        <Trans>You can undo it at any time: Settings, “Whom I blocked”.</Trans>
      </p>
    </Step>
  );
}
