/**
 * Excalidraw behind our own door: the one module that imports it, loaded lazily (`load-engine.ts`). What Kartu uses of it is typed here by
 * our own hand: the package's declarations do not resolve under `nodenext`.
 */
import {
  bumpVersion,
  CaptureUpdateAction,
  convertToExcalidrawElements,
  Excalidraw,
  isInvisiblySmallElement,
  MainMenu,
  newElementWith,
  reconcileElements,
} from "@excalidraw/excalidraw";
import "@excalidraw/excalidraw/index.css";
import type { ComponentType, ReactNode } from "react";
import type { BoardElement } from "../../shared/board/element.ts";
import type { SceneElement } from "./binding.ts";

/** The parts of Excalidraw's state that Kartu reads. */
export interface EngineState {
  isLoading: boolean;
  scrollX: number;
  scrollY: number;
  zoom: { value: number };
  width: number;
  height: number;
  newElement: SceneElement | null;
  editingTextElement: { id: string } | null;
  resizingElement: { id: string } | null;
  selectedElementIds: Readonly<Record<string, true>>;
  activeTool: { type: string };
  openDialog: unknown;
  openMenu: unknown;
  openPopup: unknown;
  contextMenu: unknown;
  multiElement: unknown;
  currentItemStrokeWidth: number;
}
export interface Cursor {
  pointer?: { x: number; y: number; tool: "pointer" | "laser" };
  button?: "up" | "down";
  selectedElementIds?: Readonly<Record<string, true>>;
  username: string;
  color: { background: string; stroke: string };
  id: string;
}
export interface EngineApi {
  getSceneElementsIncludingDeleted(): readonly SceneElement[];
  getAppState(): EngineState;
  updateScene(scene: { elements?: readonly SceneElement[]; collaborators?: Map<string, Cursor>; captureUpdate?: string }): void;
  scrollToContent(elements?: readonly SceneElement[], options?: { fitToContent?: boolean; animate?: boolean }): void;
  setToast(toast: { message: string; duration?: number; closable?: boolean } | null): void;
}
export interface EngineProps {
  excalidrawAPI(api: EngineApi): void;
  initialData: { elements: readonly BoardElement[]; scrollToContent: boolean; appState: Record<string, unknown> };
  onChange(): void;
  onPointerUpdate(update: { pointer: { x: number; y: number; tool: "pointer" | "laser" }; button: "up" | "down" }): void;
  onPaste(data: { files?: unknown }, event: ClipboardEvent | null): boolean;
  langCode: string;
  viewModeEnabled: boolean;
  isCollaborating: boolean;
  handleKeyboardGlobally: boolean;
  autoFocus: boolean;
  aiEnabled: boolean;
  validateEmbeddable: boolean;
  UIOptions: Record<string, unknown>;
  children?: ReactNode;
}

export type NoteSkeleton =
  | { type: "text"; x: number; y: number; text: string; fontSize?: number; fontFamily?: number }
  | {
      type: "rectangle";
      x: number;
      y: number;
      width: number;
      height: number;
      backgroundColor: string;
      strokeColor: string;
      fillStyle: "solid";
      strokeWidth: number;
      roughness: number;
      roundness: { type: number; value: number };
      label: { text: string; fontSize: number; fontFamily: number; strokeColor: string; textAlign?: "left" | "center" };
    };

export interface Engine {
  Canvas: ComponentType<EngineProps>;
  Menu: ComponentType<{ children?: ReactNode }>;
  MenuItems: { SaveAsImage: ComponentType; SearchMenu: ComponentType; Help: ComponentType; ChangeCanvasBackground: ComponentType };
  /** Remote changes: outside of this person's undo. Own changes made elsewhere than in the canvas: within it. */
  REMOTE: string;
  OWN: string;
  reconcile(local: readonly SceneElement[], remote: readonly BoardElement[], state: EngineState): readonly SceneElement[];
  isNothing(element: SceneElement): boolean;
  /** Sets the version above another's, in place. */
  lift(element: SceneElement, above: number): void;
  /** A copy with changes, a higher version and a new nonce. */
  changed(element: SceneElement, change: Record<string, unknown>): SceneElement;
  /** Whole elements, measured and wrapped, out of a sketch of them. */
  make(sketches: readonly NoteSkeleton[]): readonly SceneElement[];
}

// The one place where Excalidraw's own types (which resolve to nothing here) become ours.
const engine = {
  Canvas: Excalidraw,
  Menu: MainMenu,
  MenuItems: MainMenu.DefaultItems,
  REMOTE: CaptureUpdateAction.NEVER,
  OWN: CaptureUpdateAction.IMMEDIATELY,
  reconcile: reconcileElements,
  isNothing: isInvisiblySmallElement,
  lift: bumpVersion,
  changed: newElementWith,
  make: convertToExcalidrawElements,
} as unknown as Engine;

export default engine;
