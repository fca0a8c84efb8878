/** A wish of those who lead (or a block, or a report), and what came of it: nothing said against it, or the refusal to be shown beside it. */
import { useStore } from "@nanostores/react";
import { useState } from "react";
import type { LeadingUp } from "../../../shared/protocol/leading.ts";
import { $refused } from "../../store/leading.ts";
import type { Session } from "../space/session.ts";
import type { Trouble } from "../text/ask.ts";

export interface Wish {
  /** @returns whether it was sent; if not, `trouble` says so */
  send<K extends keyof LeadingUp>(type: K, message: LeadingUp[K]): boolean;
  eject(person: number, minutes: number): boolean;
  trouble: Trouble | null;
}

export function useWish(session: Session): Wish {
  const refused = useStore($refused);
  const [sent, setSent] = useState<{ of: string; after: number } | null>(null);
  const about = (of: string): void => setSent({ of, after: $refused.get()?.n ?? 0 });
  return {
    send(type, message) {
      about(type);
      return session.lead(type, message);
    },
    eject(person, minutes) {
      about("eject");
      return session.eject(person, minutes);
    },
    trouble: sent !== null && refused !== null && refused.of === sent.of && refused.n > sent.after ? refused : null,
  };
}
