import { useEffect, useEffectEvent, useState } from "react";
import type { Answered } from "../text/ask.ts";

/** So often the desk asks again while it is in sight, ms. */
const EVERY_MS = 5_000;

export interface Live<T> {
  /** The last answer; null: none yet. It stays while the server is silent. */
  value: T | null;
  /** When it came, UTC ms. */
  at: number;
  /** Why the last question had no answer, or null. */
  trouble: Exclude<Answered<T>, { ok: true }> | null;
  again(): Promise<void>;
}

/** Asks again and again while the page is in sight, one question at a time. */
export function useLive<T>(question: () => Promise<Answered<T>>, key: string): Live<T> {
  const [state, setState] = useState<Pick<Live<T>, "value" | "trouble" | "at"> & { key: string }>({
    key,
    value: null,
    at: 0,
    trouble: null,
  });
  const look = useEffectEvent(async (wanted: () => boolean): Promise<void> => {
    const answer = await question();
    if (!wanted()) return;
    setState((before) =>
      answer.ok
        ? { key, value: answer.value, at: Date.now(), trouble: null }
        : { ...before, key, value: before.key === key ? before.value : null, trouble: answer },
    );
  });
  useEffect(() => {
    let on = true;
    let asking = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wanted = (): boolean => on;
    const round = async (): Promise<void> => {
      if (asking) return;
      asking = true;
      clearTimeout(timer);
      if (document.visibilityState === "visible") await look(wanted);
      asking = false;
      if (on) timer = setTimeout(() => void round(), EVERY_MS);
    };
    const seen = (): void => {
      if (document.visibilityState === "visible") void round();
    };
    void round();
    document.addEventListener("visibilitychange", seen);
    return () => {
      on = false;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [key]);
  const again = async (): Promise<void> => {
    const answer = await question();
    setState((before) => (answer.ok ? { key, value: answer.value, at: Date.now(), trouble: null } : { ...before, trouble: answer }));
  };
  return { value: state.key === key ? state.value : null, at: state.at, trouble: state.trouble, again };
}
