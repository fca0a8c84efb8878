import { useStore } from "@nanostores/react";
import { lazy, Suspense } from "react";
import { moreWords } from "../i18n/load.ts";
import { LeaveDialog } from "./LeaveDialog.tsx";
import { PersonDialog } from "./PersonDialog.tsx";
import type { Session } from "./session.ts";
import { $dialog, close } from "./ui-state.ts";

// Opened now and then: their code and their words load when asked for.
const later = <T,>(code: Promise<T>): Promise<T> => Promise.all([code, moreWords("all")]).then(([module]) => module);

const SettingsDialog = lazy(async () => ({ default: (await later(import("../settings/SettingsDialog.tsx"))).SettingsDialog }));
const InviteDialog = lazy(async () => ({ default: (await later(import("../invite/InviteDialog.tsx"))).InviteDialog }));
const HelpDialog = lazy(async () => ({ default: (await later(import("./HelpDialog.tsx"))).HelpDialog }));
const HistoryDialog = lazy(async () => ({ default: (await later(import("./HistoryDialog.tsx"))).HistoryDialog }));

export function Dialogs({ session }: { session: Session }) {
  const open = useStore($dialog);
  return <Suspense fallback={null}>{open && <Open open={open} session={session} />}</Suspense>;
}

function Open({ open, session }: { open: NonNullable<ReturnType<typeof $dialog.get>>; session: Session }) {
  switch (open.kind) {
    case "settings":
      return <SettingsDialog session={session} onClose={close} />;
    case "invite":
      return <InviteDialog onClose={close} />;
    case "help":
      return <HelpDialog onClose={close} />;
    case "history":
      return <HistoryDialog onClose={close} />;
    case "leave":
      return <LeaveDialog session={session} onClose={close} />;
    case "person":
      return <PersonDialog key={open.person} id={open.person} session={session} onClose={close} />;
  }
}
