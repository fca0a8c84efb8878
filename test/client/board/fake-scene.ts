/** A drawing without an engine: elements, an edit in progress, and Excalidraw's habits that matter to the binding. */
import type { Frames, Scene, SceneElement } from "../../../client/board/binding.ts";
import type { BoardElement } from "../../../shared/board/element.ts";

type Mutable = BoardElement;

export class FakeScene implements Scene {
  readonly map = new Map<string, Mutable>();
  onChange: () => void = () => {};
  #editing: string | null = null;
  get editing(): string | null {
    return this.#editing;
  }
  set editing(id: string | null) {
    this.#editing = id;
    this.onChange();
  }
  unfinished: string | null = null;
  readonly refused: string[] = [];

  elements(): readonly SceneElement[] {
    return [...this.map.values()].sort((a, b) => ((a.index ?? "") < (b.index ?? "") ? -1 : 1)) as unknown as SceneElement[];
  }
  isEditing(id: string): boolean {
    return this.editing === id;
  }
  isUnfinished(id: string): boolean {
    return this.unfinished === id;
  }
  isNothing(element: SceneElement): boolean {
    return element["width"] === 0 && element["height"] === 0;
  }
  apply(changed: readonly BoardElement[]): void {
    for (const e of changed) this.map.set(e.id, e);
  }
  lift(id: string, above: number): void {
    const e = this.map.get(id);
    if (e !== undefined) e.version = above + 1;
  }
  refuse(ids: readonly string[]): void {
    for (const id of ids) this.map.delete(id);
    this.refused.push(...ids);
  }

  /** As a person does it: in place, one version on, a new nonce. */
  change(id: string, change: Partial<BoardElement>, nonce: number): void {
    const e = this.map.get(id);
    if (e !== undefined) Object.assign(e, change, { version: e.version + 1, versionNonce: nonce });
    this.onChange();
  }
  draw(element: BoardElement): void {
    this.map.set(element.id, element);
    this.onChange();
  }
  /** Without a mark, as the engine drops a shape of no size. */
  drop(id: string): void {
    this.map.delete(id);
    this.onChange();
  }
}

/** Time that runs only when it is told to. */
export class FakeFrames implements Frames {
  readonly waiting = new Set<() => void>();
  next(call: () => void): () => void {
    return this.after(0, call);
  }
  after(_ms: number, call: () => void): () => void {
    const run = (): void => {
      this.waiting.delete(run);
      call();
    };
    this.waiting.add(run);
    return () => this.waiting.delete(run);
  }
  run(): void {
    for (const call of [...this.waiting]) if (this.waiting.has(call)) call();
  }
}
