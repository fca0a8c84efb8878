import { useStore } from "@nanostores/react";
import { useEffect, useState } from "react";
import { $connection, $distances, $people, $where } from "../store/space.ts";
import { $hearsMe, $iHear, $notHeard } from "../store/media.ts";
import css from "./Overlay.module.css";

/** What a session says of itself when asked; the fake one says nothing. */
type Asked = () => object;
const has = (session: object): session is { debug: Asked } => "debug" in session && typeof session.debug === "function";

/** How often the session is asked, ms. */
const ASK_MS = 500;

const short = (value: unknown): string => (typeof value === "number" ? String(Math.round(value * 10) / 10) : JSON.stringify(value));

function useFigures(session: object): object {
  const [figures, setFigures] = useState<object>({});
  useEffect(() => {
    if (!has(session)) return;
    const timer = setInterval(() => setFigures(session.debug()), ASK_MS);
    return () => clearInterval(timer);
  }, [session]);
  return figures;
}

/** For those who build: what the connection and the audience are just now. Not translated. */
export function Overlay({ session }: { session: object }) {
  const figures = useFigures(session);
  const people = useStore($people);
  const connection = useStore($connection);
  const where = useStore($where);
  const near = useStore($distances);
  const [open, setOpen] = useState(true);
  const name = (id: number): string => `${id} ${people[id]?.name ?? "?"}`;
  const rows: [string, string][] = [
    ["connection", JSON.stringify(connection)],
    ...Object.entries(figures).map(([key, value]): [string, string] => [key, short(value)]),
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
