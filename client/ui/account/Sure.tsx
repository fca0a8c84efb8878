import { Trans } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";
import css from "./account.module.css";

/** What will happen, and the two answers to it. Focus goes to the harmless one, and back afterwards. */
export function Sure({
  title,
  action,
  children,
  onYes,
  onNo,
}: {
  title: ReactNode;
  action: ReactNode;
  children: ReactNode;
  onYes: () => Promise<void>;
  onNo: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const no = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    no.current?.querySelector("button")?.focus();
    return () => {
      // Where it is still there, what asked gets the focus back; where it is not, `useFocusStays` finds what stands beside it.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const yes = async (): Promise<void> => {
    setBusy(true);
    await onYes();
    setBusy(false);
    onNo();
  };
  return (
    <div className={css.sure}>
      <Notice
        kind="warn"
        title={title}
        action={
          <>
            <Button size="s" look="danger" disabled={busy} onClick={() => void yes()}>
              {action}
            </Button>
            <span ref={no}>
              <Button size="s" look="plain" onClick={onNo}>
                <Trans>Cancel</Trans>
              </Button>
            </span>
          </>
        }
      >
        {children}
      </Notice>
    </div>
  );
}
