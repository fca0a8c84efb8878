/** Whom one does not want to hear: by the mark that a person has in a space, kept on this device for oneself alone. Nobody else is told. */
import { atom, computed } from "nanostores";
import type { PersonId } from "../../shared/protocol/messages.ts";
import { keep, recall } from "./kept.ts";
import { $me, $people, $space } from "./space.ts";

/** The oldest goes. */
const MOST = 200;

const $where = computed([$space, $me], (space, me) => (space === null || me === null ? null : `kartu.muted.${space.id}.${me.user}`));
const $marks = atom<readonly string[]>([]);

function kept(key: string | null): string[] {
  try {
    const list: unknown = JSON.parse((key === null ? null : recall(key)) ?? "[]");
    return Array.isArray(list) ? list.filter((mark) => typeof mark === "string") : [];
  } catch {
    return [];
  }
}
$where.subscribe((key) => $marks.set(kept(key)));

let last: ReadonlySet<PersonId> = new Set();
/** Those of them who are here. The same set as long as it holds the same people. */
export const $mutedForMe = computed([$marks, $people], (marks, people): ReadonlySet<PersonId> => {
  const here = Object.values(people).flatMap((person) => (person !== undefined && marks.includes(person.mark) ? [person.id] : []));
  if (here.length !== last.size || here.some((id) => !last.has(id))) last = new Set(here);
  return last;
});

export function muteForMe(person: PersonId, on: boolean): void {
  const mark = $people.get()[person]?.mark;
  if (mark === undefined) return;
  const rest = $marks.get().filter((one) => one !== mark);
  $marks.set(on ? [...rest, mark].slice(-MOST) : rest);
  const key = $where.get();
  if (key !== null) keep(key, JSON.stringify($marks.get()));
}
