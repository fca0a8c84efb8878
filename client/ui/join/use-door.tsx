import { useRef, useState, type ReactNode } from "react";
import { cleanParty } from "../../../shared/domain/party.ts";
import type { Conduct as Rules } from "../../../shared/protocol/http.ts";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import type { Trouble } from "../text/ask.ts";
import { Conduct } from "./Conduct.tsx";
import { mates, Together } from "./Together.tsx";

/** What is said at the door beside one's name. */
export interface Said {
  with: string[];
  accepts?: string;
}

/** Who sits together, and the rules where there are some. `check` says what is missing, and gives what is to be sent. */
export function useDoor(rules: Rules | null): { fields: ReactNode; check(): Said | null } {
  const [names, setNames] = useState<string[]>([]);
  // The text that was ticked, not a tick: other words are read and ticked anew.
  const [ticked, setTicked] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const tick = useRef<HTMLInputElement>(null);
  const on = rules !== null && ticked === rules.version;

  const check = (): Said | null => {
    const party = cleanParty(mates(names));
    setTrouble(party.ok ? null : party);
    if (!party.ok) return null;
    if (rules === null) return { with: party.value };
    if (on) return { with: party.value, accepts: rules.version };
    setAsked(true);
    tick.current?.focus();
    return null;
  };
  const fields = (
    <>
      <Together names={names} onChange={setNames} />
      {trouble && <TroubleNotice trouble={trouble} />}
      {rules !== null && (
        <Conduct
          text={rules.text}
          on={on}
          wrong={asked && !on}
          tick={tick}
          onChange={(yes) => {
            setTicked(yes ? rules.version : null);
            setAsked(false);
          }}
        />
      )}
    </>
  );
  return { fields, check };
}
