/** A typed event of one object: no global bus. */
export class Signal<T> {
  readonly #handlers = new Set<(value: T) => void>();

  /** @returns stop */
  on(handler: (value: T) => void): () => void {
    this.#handlers.add(handler);
    return () => this.#handlers.delete(handler);
  }

  emit(value: T): void {
    for (const handler of this.#handlers) handler(value);
  }
}
