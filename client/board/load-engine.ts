/** Loads the drawing engine when the first board opens. Its fonts come from this server (the build copies them), never from elsewhere. */
import type { Engine } from "./engine.ts";

declare global {
  interface Window {
    EXCALIDRAW_ASSET_PATH?: string;
  }
}

let loading: Promise<Engine> | null = null;

export function loadEngine(): Promise<Engine> {
  window.EXCALIDRAW_ASSET_PATH = "/excalidraw/";
  loading ??= import("./engine.ts").then((module) => module.default);
  // A failed load may be tried again.
  loading.catch(() => {
    loading = null;
  });
  return loading;
}

/** Languages of the engine. It ships Lithuanian by half and shows the rest in English. */
const LANGUAGES: Record<string, string> = { sl: "sl-SI", pl: "pl-PL", lt: "lt-LT" };
export const engineLanguage = (lang: string): string => LANGUAGES[lang.slice(0, 2)] ?? "en";
