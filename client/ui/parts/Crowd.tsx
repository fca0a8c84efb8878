import { useState } from "react";
import { encodeAppearance, randomAppearance } from "../../../shared/domain/appearance.ts";
import { Portrait } from "./Portrait.tsx";
import css from "./Crowd.module.css";

/** A few people one could meet: decoration. */
export function Crowd() {
  const [people] = useState(() => Array.from({ length: 5 }, () => encodeAppearance(randomAppearance(Math.random))));
  return (
    <div className={css.crowd} aria-hidden="true">
      {people.map((appearance) => (
        <Portrait key={appearance} appearance={appearance} size={64} />
      ))}
    </div>
  );
}
