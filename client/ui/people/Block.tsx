import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { useEffect, useEffectEvent, useState } from "react";
import { $blocked } from "../../store/leading.ts";
import { $connection } from "../../store/space.ts";
import { speak } from "../announce/speak.ts";
import type { Session } from "../space/session.ts";
import { Step } from "./Step.tsx";
import { useWish } from "./use-wish.ts";

/** Said to be done only when the server says so: whoever blocks somebody relies on it. */
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
  const offline = useStore($connection).state !== "joined";
  const [asked, setAsked] = useState(false);
  const [lost, setLost] = useState(false);
  const block = (): void => {
    setLost(false);
    setAsked(wish.send("block", { person, on: true }));
  };
  const done = useEffectEvent(() => {
    speak(t`${name} is blocked. You can undo it in the settings.`, true);
    onClose();
  });
  useEffect(() => {
    // Whoever has left meanwhile is not in the list: the answer alone says that it holds.
    return asked ? $blocked.listen(() => done()) : undefined;
  }, [asked]);
  useEffect(() => {
    if (!asked || !offline) return;
    // Nobody knows whether it went out.
    setAsked(false);
    setLost(true);
  }, [asked, offline]);
  return (
    <Step
      title={<Trans>Block {name}?</Trans>}
      action={<Trans>Block</Trans>}
      look="danger"
      onDo={block}
      onBack={onBack}
      trouble={lost ? { code: "not_sent" } : wish.trouble}
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
