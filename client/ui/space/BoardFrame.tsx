import { useLingui } from "@lingui/react";
import { Trans } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Component, lazy, Suspense, useEffect, useEffectEvent, useRef, type ReactNode } from "react";
import { can } from "../../../shared/domain/permissions.ts";
import { $boards, $me, $places, $space, tell } from "../../store/space.ts";
import { $language, moreWords } from "../i18n/load.ts";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";
import { areaText, keyText } from "../text/labels.ts";
import { $openBoard } from "./ui-state.ts";
import css from "./BoardFrame.module.css";

const BoardPanel = lazy(async () => {
  const [panel] = await Promise.all([import("../../board/BoardPanel.tsx"), moreWords("all")]);
  return { default: panel.BoardPanel };
});

/** A board in place of the map. The panel and the bar stay where they are: one talks while drawing. Its own heading takes the focus. */
export function BoardFrame({ open }: { open: { board: string; area: string | null } }) {
  const { i18n } = useLingui();
  const space = useStore($space);
  const me = useStore($me);
  const lang = useStore($language);
  const places = useStore($places);
  const boards = useStore($boards);
  const before = useRef<Element | null>(null);

  const area = Object.values(places)
    .flatMap((place) => place?.areas ?? [])
    .find((found) => found.kind === "board" && found.board === open.board);
  const label = area ? areaText(i18n, area) : keyText(i18n, boards.find((board) => board.id === open.board)?.label ?? open.board);

  const opened = useEffectEvent(() => tell({ kind: "board-opened", label }));
  useEffect(() => {
    before.current = document.activeElement;
    opened();
    return () => {
      if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
    };
  }, []);

  const close = (): void => $openBoard.set(null);
  if (!space || !me) return null;
  return (
    <div className={css.frame}>
      <Failing onClose={close}>
        <Suspense
          fallback={
            <p className={css.coming} role="status">
              <Trans>The board is coming …</Trans>
            </p>
          }
        >
          <BoardPanel
            space={space.id}
            board={open.board}
            label={label}
            lang={lang}
            me={me}
            readOnly={!can(space.role, "board.write")}
            onClose={close}
          />
        </Suspense>
      </Failing>
    </div>
  );
}

/** A board that does not load (offline, an upgrade) must not take the space with it. */
class Failing extends Component<{ children: ReactNode; onClose: () => void }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }
  override componentDidCatch(error: unknown): void {
    console.error("The board failed", error);
  }
  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className={css.failed}>
        <Notice
          kind="error"
          action={
            <>
              <Button size="s" onClick={() => location.reload()}>
                <Trans>Reload</Trans>
              </Button>
              <Button size="s" look="plain" onClick={this.props.onClose}>
                <Trans>Close the board</Trans>
              </Button>
            </>
          }
        >
          <Trans>The board does not open. What was saved on it is safe. Check your connection, then reload.</Trans>
        </Notice>
      </div>
    );
  }
}
