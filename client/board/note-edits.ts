/** Writing, changing and removing notes from the list: own changes, so one's undo takes them back. */
import type { SceneElement } from "./binding.ts";
import { paperOf } from "./colours.ts";
import type { Engine, EngineApi } from "./engine.ts";
import { boxesOf, freeSpot, type Note } from "./notes.ts";
import type { BoardElement } from "../../shared/board/element.ts";

/** px of the drawing */
const NOTE_WIDTH = 210;
const NOTE_HEIGHT = 150;
const FONT_SIZE = 20;
/** Nunito, the face of the whole house: number 6 of the engine's fonts. */
const FONT = 6;
const INK = "#2b2440";
export const MAX_NOTE = 1_000;

const sketch = (
  text: string,
  paper: string,
  box: { x: number; y: number; width: number; height: number },
  fontSize: number,
  fontFamily: number,
) =>
  ({
    type: "rectangle",
    ...box,
    backgroundColor: paper,
    strokeColor: "transparent",
    fillStyle: "solid",
    strokeWidth: 1,
    roughness: 0,
    roundness: { type: 3, value: 14 },
    label: { text, fontSize, fontFamily, strokeColor: INK },
  }) as const;

export interface NoteEdits {
  /** @returns id of the new text */
  write(text: string): string;
  change(note: Note, text: string): void;
  remove(note: Note): void;
  /** Brings a note into view. */
  show(note: Note): void;
}

export function noteEdits(engine: Engine, api: EngineApi, user: string): NoteEdits {
  const all = (): readonly SceneElement[] => api.getSceneElementsIncludingDeleted();
  const commit = (elements: readonly SceneElement[]): void => api.updateScene({ elements, captureUpdate: engine.OWN });
  const find = (id: string | null): SceneElement | undefined => all().find((e) => e.id === id);

  return {
    write(text) {
      const { scrollX, scrollY, zoom, width, height } = api.getAppState();
      const middle = { x: width / 2 / zoom.value - scrollX, y: height / 2 / zoom.value - scrollY };
      const at = freeSpot(boxesOf(all() as readonly BoardElement[]), NOTE_WIDTH, NOTE_HEIGHT, middle);
      const made = engine.make([
        sketch(text.slice(0, MAX_NOTE), paperOf(user), { ...at, width: NOTE_WIDTH, height: NOTE_HEIGHT }, FONT_SIZE, FONT),
      ]);
      commit([...all(), ...made]);
      // The view moves only when the note would not be seen.
      const [left, top] = [(at.x + scrollX) * zoom.value, (at.y + scrollY) * zoom.value];
      const seen = left >= 0 && top >= 0 && left + NOTE_WIDTH * zoom.value <= width && top + NOTE_HEIGHT * zoom.value <= height;
      if (!seen) api.scrollToContent(made, { animate: true });
      return made.find((e) => e.type === "text")?.id ?? "";
    },

    change(note, text) {
      const writing = find(note.id);
      if (writing === undefined) return;
      const size = Number(writing["fontSize"]);
      const family = Number(writing["fontFamily"]);
      const paper = find(note.paper);
      if (paper === undefined || paper.type !== "rectangle")
        return commit(all().map((e) => (e.id === note.id ? retyped(engine, e, text, size, family) : e)));
      // A sketch of the same paper with the new text says how it wraps and how high it gets.
      const box = { x: Number(paper["x"]), y: Number(paper["y"]), width: Number(paper["width"]), height: Number(paper["height"]) };
      const made = engine.make([sketch(text.slice(0, MAX_NOTE), "transparent", box, size, family)]);
      const [newPaper, newText] = [made.find((e) => e.type === "rectangle"), made.find((e) => e.type === "text")];
      if (newPaper === undefined || newText === undefined) return;
      commit(
        all().map((e) => {
          if (e.id === paper.id) return engine.changed(e, { height: newPaper["height"] });
          return e.id === note.id ? engine.changed(e, pick(newText)) : e;
        }),
      );
    },

    remove(note) {
      commit(all().map((e) => (e.id === note.id || e.id === note.paper ? engine.changed(e, { isDeleted: true }) : e)));
    },

    show(note) {
      const target = find(note.paper) ?? find(note.id);
      if (target !== undefined) api.scrollToContent([target], { animate: true });
    },
  };
}

const pick = (text: SceneElement): Record<string, unknown> => ({
  text: text["text"],
  originalText: text["originalText"],
  width: text["width"],
  height: text["height"],
  x: text["x"],
  y: text["y"],
});

function retyped(engine: Engine, element: SceneElement, text: string, fontSize: number, fontFamily: number): SceneElement {
  const [made] = engine.make([
    { type: "text", x: Number(element["x"]), y: Number(element["y"]), text: text.slice(0, MAX_NOTE), fontSize, fontFamily },
  ]);
  return made === undefined ? element : engine.changed(element, { ...pick(made), x: element["x"], y: element["y"] });
}
