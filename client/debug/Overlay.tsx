import { useStore } from "@nanostores/react";
import { atom, type ReadableAtom } from "nanostores";
import { useState } from "react";
import { $connection, $distances, $people, $where } from "../store/space.ts";
import { $hearsMe, $iHear, $notHeard } from "../store/media.ts";
import css from "./Overlay.module.css";

/** Figures by name, as the session gives them. */
export type Figures = Readonly<Record<string, string | number>>;

const NONE: ReadableAtom<Figures> = atom({});

const has = (session: object): session is { $debug: ReadableAtom<Figures> } => "$debug" in session;

/** For those who build: what the connection and the audience are just now. Not translated. */
export function Overlay({ session }: { session: object }) {
  const figures = useStore(has(session) ? session.$debug : NONE);
  const people = useStore($people);
  const connection = useStore($connection);
  const where = useStore($where);
  const near = useStore($distances);
  const [open, setOpen] = useState(true);
  const name = (id: number): string => `${id} ${people[id]?.name ?? "?"}`;
  const rows: [string, string][] = [
    ["connection", JSON.stringify(connection)],
    ...Object.entries(figures).map(([key, value]): [string, string] => [key, String(value)]),
    ["where", JSON.stringify(where)],
    ["hears me", useStore($hearsMe).map(name).join(", ")],
    ["I hear", useStore($iHear).map(name).join(", ")],
    [
      "not heard",
      useStore($notHeard)
        .map((n) => `${name(n.person)} (${n.why})`)
        .join(", "),
    ],
    ["near, px", [...near].map(([id, px]) => `${name(id)} ${px}`).join(", ")],
  ];
  return (
    <aside className={css.overlay} aria-label="Debug">
      <button type="button" onClick={() => setOpen(!open)} aria-expanded={open}>
        debug
      </button>
      {open && (
        <dl>
          {rows.map(([key, value]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </aside>
  );
}
