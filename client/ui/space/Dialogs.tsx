import { useStore } from "@nanostores/react";
import { lazy, Suspense } from "react";
import { later } from "../i18n/later.ts";
import { LeaveDialog } from "./LeaveDialog.tsx";
import type { Session } from "./session.ts";
import { $dialog, close } from "./ui-state.ts";

const SettingsDialog = lazy(async () => ({ default: (await later(import("../settings/SettingsDialog.tsx"))).SettingsDialog }));
const InviteDialog = lazy(async () => ({ default: (await later(import("../invite/InviteDialog.tsx"))).InviteDialog }));
const DevicesInSpace = lazy(async () => ({ default: (await later(import("./DevicesInSpace.tsx"))).DevicesInSpace }));
const PersonDialog = lazy(async () => ({ default: (await later(import("./PersonDialog.tsx"))).PersonDialog }));
const OrderDialog = lazy(async () => ({ default: (await later(import("../people/Order.tsx"))).OrderDialog }));
const ReportDialog = lazy(async () => ({ default: (await later(import("../people/Report.tsx"))).ReportDialog }));
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
      return <HelpDialog session={session} onClose={close} />;
    case "devices":
      return <DevicesInSpace onClose={open.from === "settings" ? () => $dialog.set({ kind: "settings" }) : close} />;
    case "history":
      return <HistoryDialog onClose={close} />;
    case "order":
      return <OrderDialog session={session} onClose={close} />;
    case "report":
      return <ReportDialog session={session} onClose={close} />;
    case "leave":
      return <LeaveDialog session={session} onClose={close} />;
    case "person":
      return <PersonDialog key={open.person} id={open.person} session={session} onClose={close} />;
  }
}
