/** The organisation's lists of words: what names and chat are looked through for, and who edits them. */
import { can } from "../../shared/domain/permissions.ts";
import { fail, ok, type Result } from "../../shared/domain/result.ts";
import { cleanList, FIRST_LISTS, LISTS_MAX } from "../../shared/domain/words/lists.ts";
import { type Matcher, matcherOf } from "../../shared/domain/words/matcher.ts";
import type { WordListInfo } from "../../shared/protocol/http.ts";
import type { WordList } from "../ports/order-store.ts";
import type { SpaceStore, UserRow } from "../ports/space-store.ts";
import { accessTo } from "./access.ts";
import { describeMe } from "./me.ts";
import type { Ports } from "./ports.ts";

/** Every language's list as it holds: the organisation's own, else the one that Kartu begins with. */
function holding(own: readonly WordList[]): WordListInfo[] {
  const lists = new Map<string, WordListInfo>();
  for (const [lang, words] of Object.entries(FIRST_LISTS)) lists.set(lang, { lang, words: [...words], own: false });
  for (const { lang, words } of own) lists.set(lang, { lang, words, own: true });
  return [...lists.values()];
}

/** The lists in force, ready to be asked. All of them at once: people write in each other's languages. */
export class Words {
  readonly #store: SpaceStore;
  #matcher: Matcher = matcherOf(holding([]).flatMap(({ words }) => words));

  constructor(store: SpaceStore) {
    this.#store = store;
  }

  /** Reads the lists from the store; until then those hold that Kartu begins with. @throws StorageError */
  async load(): Promise<void> {
    const lists = holding(await this.#store.wordLists());
    this.#matcher = matcherOf(lists.flatMap(({ words }) => words));
  }

  /** Whether a text holds a word that does not belong here. */
  found(text: string): boolean {
    return this.#matcher.find(text) !== null;
  }
}

/** The organisation's owner, and who owns or trains in one of its spaces, let in there. */
async function mayEdit(ports: Pick<Ports, "store" | "clock">, user: UserRow): Promise<boolean> {
  if (user.owner) return true;
  for (const { id, role } of (await describeMe(ports, user)).spaces)
    if (can(role, "words.edit") && (await accessTo(ports.store, user, id, "words.edit", ports.clock.now())).ok) return true;
  return false;
}

/** Errors: `forbidden`. */
export async function readWordLists(ports: Pick<Ports, "store" | "clock">, user: UserRow): Promise<Result<WordListInfo[]>> {
  return (await mayEdit(ports, user)) ? ok(holding(await ports.store.wordLists())) : fail("forbidden");
}

/** @param lines null: the list that Kartu begins with (or none) again. Errors: `forbidden`, `words_too_many` (lines, or lists), `words_line`. */
export async function changeWordList(
  ports: Pick<Ports, "store" | "clock">,
  words: Words,
  user: UserRow,
  { lang, lines }: { lang: string; lines: readonly string[] | null },
): Promise<Result<WordListInfo[]>> {
  if (!(await mayEdit(ports, user))) return fail("forbidden");
  if (!/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$/.test(lang)) return fail("bad_request", { field: "lang" });
  const clean = lines === null ? null : cleanList(lines);
  if (clean !== null && !clean.ok) return clean;
  const lists = holding(await ports.store.wordLists());
  if (clean !== null && lists.length >= LISTS_MAX && !lists.some((list) => list.lang === lang))
    return fail("words_too_many", { max: LISTS_MAX });
  await ports.store.setWordList(lang, clean === null ? null : clean.value);
  await words.load();
  return ok(holding(await ports.store.wordLists()));
}
