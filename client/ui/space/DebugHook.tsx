import { lazy, Suspense } from "react";
import type { Session } from "./session.ts";

const asked = new URLSearchParams(location.search).has("debug");
const Overlay = lazy(async () => ({ default: (await import("../../debug/Overlay.tsx")).Overlay }));

/** `?debug`: latency, drops, audience, positions. Loaded only when asked for. */
export function DebugHook({ session }: { session: Session }) {
  if (!asked) return null;
  return (
    <Suspense fallback={null}>
      <Overlay session={session} />
    </Suspense>
  );
}
