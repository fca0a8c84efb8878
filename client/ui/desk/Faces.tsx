import { Plural, Trans } from "@lingui/react/macro";
import type { DeskPerson } from "../../../shared/protocol/desk.ts";
import { Portrait } from "../parts/Portrait.tsx";
import desk from "./Desk.module.css";
import css from "./Faces.module.css";

/** Who is in, at a glance: a few faces, their names, and how many. @param people the first of them */
export function Faces({ people, count }: { people: readonly DeskPerson[]; count: number }) {
  if (count === 0) {
    return (
      <p className={`${css.faces} ${desk.soft}`}>
        <span className={css.nobody} aria-hidden="true" />
        <Trans>Nobody is in just now.</Trans>
      </p>
    );
  }
  const more = count - people.length;
  return (
    <div className={css.faces}>
      <span className={css.row} aria-hidden="true">
        {people.map((person) => (
          <Portrait key={person.user} appearance={person.appearance} size={44} />
        ))}
      </span>
      <p>
        <strong>
          <Plural value={count} one="# person is in" other="# people are in" />
        </strong>{" "}
        <span className={desk.soft}>
          {people.map(({ name }) => name).join(", ")}
          {more > 0 && (
            <>
              {" "}
              <Plural value={more} one="and # more" other="and # more" />
            </>
          )}
        </span>
      </p>
    </div>
  );
}
