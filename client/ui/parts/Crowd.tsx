import { Figure } from "./Portrait.tsx";
import css from "./Crowd.module.css";

/** A few people one could meet: decoration. Wire forms of appearances, chosen for their variety. */
const PEOPLE = ["284008700", "115218700", "550128011", "0b4418300", "3a0249720"];

export function Crowd() {
  return (
    <div className={css.crowd} aria-hidden="true">
      {PEOPLE.map((appearance, i) => (
        <Figure key={appearance} appearance={appearance} size={112} waving={i === 1 || i === 3} />
      ))}
    </div>
  );
}
