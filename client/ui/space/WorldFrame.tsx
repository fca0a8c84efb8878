import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import type { WorldDeps, WorldView } from "../../world/world-view.ts";
import { $view } from "../../store/prefs.ts";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";
import { keyText } from "../text/labels.ts";
import { $dialog, $openBoard } from "./ui-state.ts";
import css from "./WorldFrame.module.css";

/** A map that is not there after this long is offered as a list, ms; it may still come. */
const LATE_MS = 20_000;

/** The picture. It comes when the lists can be used already, and is nothing to a screen reader: the list is the world there. */
export function WorldFrame({ session, ready }: { session: WorldDeps["commands"]; ready: boolean }) {
  const { i18n } = useLingui();
  const element = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"loading" | "late" | "shown" | "failed">("loading");

  useEffect(() => {
    if (!ready || element.current === null) return;
    const into = element.current;
    let wanted = true;
    let view: WorldView | null = null;
    // After a paint: the lists and the chat come first on a weak phone.
    const timer = setTimeout(() => {
      import("../../world/mount.ts")
        .then(({ mountWorld }) =>
          mountWorld(into, {
            commands: session,
            onPick: (pick) => {
              if (pick.kind === "person") $dialog.set({ kind: "person", person: pick.person });
              else $openBoard.set({ board: pick.board, area: pick.area });
            },
            label: (key) => keyText(i18n, key),
          }),
        )
        .then((mounted) => {
          if (!wanted) return mounted.destroy();
          view = mounted;
          setState("shown");
        })
        .catch((error: unknown) => {
          console.warn("The map does not show", error);
          if (wanted) setState("failed");
        });
    });
    const late = setTimeout(() => setState((now) => (now === "loading" ? "late" : now)), LATE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
      clearTimeout(late);
      view?.destroy();
    };
  }, [ready, session, i18n, i18n.locale]);

  return (
    <div className={css.frame}>
      <div ref={element} className={css.world} aria-hidden="true" />
      {state === "loading" && (
        <p className={css.coming}>
          <Trans>The map is coming …</Trans>
        </p>
      )}
      {(state === "failed" || state === "late") && (
        <div className={css.failed}>
          <Notice
            kind="warn"
            title={state === "late" ? <Trans>The map takes long</Trans> : <Trans>The map does not show here</Trans>}
            action={
              <Button size="s" onClick={() => $view.set("list")}>
                <Trans>Use the list</Trans>
              </Button>
            }
          >
            {state === "late" ? (
              <Trans>It may still come. The list does everything that the map does: walk to people, talk, open boards.</Trans>
            ) : (
              <Trans>This browser cannot draw it. The list does everything that the map does: walk to people, talk, open boards.</Trans>
            )}
          </Notice>
        </div>
      )}
    </div>
  );
}
