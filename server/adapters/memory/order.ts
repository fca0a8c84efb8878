/** Word lists and held lines of the store in memory. */
import type { HeldLine, OrderStore, WordList } from "../../ports/order-store.ts";
import { type SpaceRow, StorageError } from "../../ports/space-store.ts";
import { MemoryPeople } from "./people.ts";

export abstract class MemoryOrder extends MemoryPeople implements OrderStore {
  readonly #words = new Map<string, string[]>();
  protected readonly held = new Map<string, HeldLine>();
  protected readonly orders = new Map<string, { facts: string; at: number }>();

  abstract space(id: string): Promise<SpaceRow | null>;

  async wordLists(): Promise<WordList[]> {
    this.use();
    const rows = [...this.#words].map(([lang, words]) => ({ lang, words: [...words] }));
    return rows.sort((a, b) => (a.lang < b.lang ? -1 : 1));
  }
  async setWordList(lang: string, words: readonly string[] | null): Promise<void> {
    this.use();
    if (words === null) this.#words.delete(lang);
    else this.#words.set(lang, [...words]);
  }

  async holdLine(line: HeldLine): Promise<void> {
    this.use();
    if (this.held.has(line.id) || !this.users.has(line.user)) throw new StorageError("the line cannot be held");
    this.held.set(line.id, { ...line });
  }
  async heldLines(space: string): Promise<HeldLine[]> {
    this.use();
    const rows = [...this.held.values()].filter((line) => line.space === space).map((line) => ({ ...line }));
    return rows.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  }
  async takeHeldLine(space: string, id: string): Promise<HeldLine | null> {
    this.use();
    const line = this.held.get(id);
    if (line === undefined || line.space !== space) return null;
    this.held.delete(id);
    return line;
  }

  async sessionOrder(space: string): Promise<{ facts: string; at: number } | null> {
    this.use();
    const row = this.orders.get(space);
    return row === undefined ? null : { ...row };
  }
  async putSessionOrder(space: string, facts: string, at: number): Promise<void> {
    this.use();
    if ((await this.space(space)) !== null) this.orders.set(space, { facts, at });
  }

  protected override erase(user: string): void {
    super.erase(user);
    for (const [id, line] of this.held) if (line.user === user) this.held.delete(id);
  }
}
