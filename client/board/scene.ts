/** The engine's side of the binding. */
import type { Scene, SceneElement } from "./binding.ts";
import type { Engine, EngineApi } from "./engine.ts";

/** @param onRefused elements were taken out that no board takes */
export function engineScene(engine: Engine, api: EngineApi, onRefused: () => void): Scene {
  const elements = (): readonly SceneElement[] => api.getSceneElementsIncludingDeleted();
  return {
    elements,
    isEditing: (id) => {
      const { editingTextElement, resizingElement, newElement } = api.getAppState();
      return editingTextElement?.id === id || resizingElement?.id === id || newElement?.id === id;
    },
    isUnfinished: (id) => {
      const { newElement } = api.getAppState();
      return newElement?.id === id && newElement.type === "freedraw";
    },
    isNothing: (element) => engine.isNothing(element),
    apply: (changed) =>
      api.updateScene({ elements: engine.reconcile(elements(), changed, api.getAppState()), captureUpdate: engine.REMOTE }),
    lift: (id, above) => {
      const element = elements().find((e) => e.id === id);
      if (element !== undefined) engine.lift(element, above);
    },
    refuse: (ids) => {
      const out = new Set(ids);
      api.updateScene({ elements: elements().filter((e) => !out.has(e.id)), captureUpdate: engine.REMOTE });
      onRefused();
    },
  };
}
