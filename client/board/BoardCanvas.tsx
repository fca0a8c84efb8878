import { useLingui } from "@lingui/react/macro";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Me } from "./cursors.ts";
import type { Engine, EngineApi } from "./engine.ts";
import type { BoardLink } from "./link.ts";
import { engineLanguage } from "./load-engine.ts";
import { type BoardSession, openSession } from "./session.ts";
import { StrokeLayer } from "./StrokeLayer.tsx";
import css from "./BoardPanel.module.css";

export interface BoardCanvasProps {
  engine: Engine;
  link: BoardLink;
  me: Me;
  lang: string;
  readOnly: boolean;
  /** Nothing may be changed for a while. What is under way ends in the document all the same, and is sent later. */
  frozen: boolean;
  /** The engine stands and is bound; null when it goes. */
  onReady(api: EngineApi | null): void;
}

const OPTIONS = {
  canvasActions: {
    loadScene: false,
    saveToActiveFile: false,
    export: false,
    clearCanvas: false,
    toggleTheme: false,
    changeViewBackgroundColor: false,
  },
  tools: { image: false },
};

/** The drawing itself. Mounted once the document is there, so that the engine starts with it. */
export function BoardCanvas({ engine, link, me, lang, readOnly, frozen, onReady }: BoardCanvasProps) {
  const { t } = useLingui();
  const [api, setApi] = useState<EngineApi | null>(null);
  const [session, setSession] = useState<BoardSession | null>(null);
  const current = useRef<BoardSession | null>(null);
  const apiRef = useRef<EngineApi | null>(null);
  const refusedText = t`Pictures and embedded pages cannot be put on a board yet.`;
  const refused = useRef(refusedText);
  useEffect(() => {
    refused.current = refusedText;
  }, [refusedText]);

  const [initial] = useState(() => ({
    elements: [...link.elements.values()].map((e) => structuredClone(e)).sort((a, b) => ((a.index ?? "") < (b.index ?? "") ? -1 : 1)),
    scrollToContent: true,
    appState: { viewBackgroundColor: "#ffffff", currentItemStrokeWidth: 2, currentItemRoundness: "round" },
  }));

  // Bound once the engine has taken in its first elements: before, an empty canvas would look like everything deleted.
  const bind = useCallback((): void => {
    const engineApi = apiRef.current;
    if (engineApi === null || current.current !== null || engineApi.getAppState().isLoading) return;
    current.current = openSession(link, engine, engineApi, me, !readOnly, () =>
      engineApi.setToast({ message: refused.current, duration: 6_000, closable: true }),
    );
    setSession(current.current);
    onReady(engineApi);
  }, [engine, link, me, onReady, readOnly]);

  useEffect(() => {
    if (api === null) return;
    const timer = setInterval(bind, 50);
    return () => {
      clearInterval(timer);
      current.current?.destroy();
      current.current = null;
      setSession(null);
      onReady(null);
    };
  }, [api, bind, onReady]);

  const { Canvas, Menu, MenuItems } = engine;
  return (
    <div className={css.canvas}>
      <Canvas
        excalidrawAPI={(engineApi) => {
          apiRef.current = engineApi;
          setApi(engineApi);
        }}
        initialData={initial}
        onChange={() => (current.current === null ? bind() : current.current.changed())}
        onPointerUpdate={({ pointer, button }) => current.current?.pointed(pointer, button)}
        onPaste={(data, event) => {
          const files = event?.clipboardData?.files.length ?? 0;
          if (files > 0 || data.files !== undefined)
            apiRef.current?.setToast({ message: refused.current, duration: 6_000, closable: true });
          return files === 0;
        }}
        langCode={engineLanguage(lang)}
        viewModeEnabled={readOnly || frozen}
        isCollaborating
        handleKeyboardGlobally={false}
        autoFocus={false}
        aiEnabled={false}
        validateEmbeddable={false}
        UIOptions={OPTIONS}
      >
        <Menu>
          <MenuItems.SearchMenu />
          <MenuItems.SaveAsImage />
          <MenuItems.Help />
        </Menu>
      </Canvas>
      {api !== null && session !== null && <StrokeLayer api={api} heard={session.heard} wake={session.onHeard} />}
    </div>
  );
}
