import type { ReactNode } from "react";
import { useFocusStays } from "./focus.ts";

/** The focus never gets lost in here. Nothing to look at. */
export function Stays({ children }: { children: ReactNode }) {
  const area = useFocusStays<HTMLDivElement>();
  return (
    <div ref={area} style={{ display: "contents" }}>
      {children}
    </div>
  );
}
