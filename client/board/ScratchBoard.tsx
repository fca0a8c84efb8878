import { Trans } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import type { Engine } from "./engine.ts";
import { engineLanguage, loadEngine } from "./load-engine.ts";
import css from "./BoardPanel.module.css";

const OPTIONS = {
  canvasActions: { loadScene: false, saveToActiveFile: false, export: false, toggleTheme: false, changeViewBackgroundColor: false },
  tools: { image: false },
};
const EMPTY = { elements: [], scrollToContent: false, appState: { viewBackgroundColor: "#ffffff", currentItemStrokeWidth: 2 } };

/** A sheet to scribble on: the drawing engine of the boards without any board behind it. It is gone when it closes. */
export function ScratchBoard({ lang }: { lang: string }) {
  const [engine, setEngine] = useState<Engine | "failed" | null>(null);
  useEffect(() => {
    let wanted = true;
    loadEngine().then(
      (loaded) => wanted && setEngine(loaded),
      () => wanted && setEngine("failed"),
    );
    return () => {
      wanted = false;
    };
  }, []);
  if (engine === null || engine === "failed") {
    return (
      <p className={css.waiting} role="status">
        {engine === null ? <Trans>Opening the board…</Trans> : <Trans>The drawing could not be loaded.</Trans>}
      </p>
    );
  }
  const { Canvas, Menu, MenuItems } = engine;
  return (
    <div className={css.canvas}>
      <Canvas
        excalidrawAPI={() => undefined}
        initialData={EMPTY}
        onChange={() => undefined}
        onPointerUpdate={() => undefined}
        onPaste={(data, event) => (event?.clipboardData?.files.length ?? 0) === 0 && data.files === undefined}
        langCode={engineLanguage(lang)}
        viewModeEnabled={false}
        isCollaborating={false}
        handleKeyboardGlobally={false}
        autoFocus={false}
        aiEnabled={false}
        validateEmbeddable={false}
        UIOptions={OPTIONS}
      >
        <Menu>
          <MenuItems.Help />
        </Menu>
      </Canvas>
    </div>
  );
}
