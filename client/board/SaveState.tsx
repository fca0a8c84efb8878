import { Trans } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Check, CirclePause, CloudOff, LoaderCircle, TriangleAlert } from "lucide-react";
import type { BoardLink, BoardStatus } from "./link.ts";
import css from "./BoardPanel.module.css";

/** Whether one's work is safe, in words. Spoken when it turns bad and when it is good again, not at every stroke. */
export function SaveState({ link }: { link: BoardLink }) {
  const status = useStore(link.status);
  const trouble = status.state === "offline" || (status.state === "open" && (status.work === "refused" || status.work === "held"));
  return (
    <>
      <span
        className={`${css.saved} ${trouble ? css.savedTrouble : ""}`}
        data-testid="board-saved"
        data-state={status.state === "open" ? status.work : status.state}
      >
        <Icon status={status} />
        <Words status={status} />
      </span>
      <span className="hidden" role="status">
        {trouble && <Words status={status} />}
      </span>
    </>
  );
}

function Icon({ status }: { status: BoardStatus }) {
  if (status.state === "offline") return <CloudOff aria-hidden />;
  if (status.state !== "open") return <LoaderCircle aria-hidden />;
  if (status.work === "held") return <CirclePause aria-hidden />;
  return status.work === "saved" ? (
    <Check aria-hidden />
  ) : status.work === "saving" ? (
    <LoaderCircle aria-hidden />
  ) : (
    <TriangleAlert aria-hidden />
  );
}

function Words({ status }: { status: BoardStatus }) {
  switch (status.state) {
    case "opening":
      return <Trans>Opening…</Trans>;
    case "open":
      if (status.work === "saved") return <Trans>Saved</Trans>;
      if (status.work === "held")
        return status.kept === "device" ? (
          <Trans>Paused: kept on this device, and sent when the room goes on</Trans>
        ) : (
          <Trans>Paused: kept in this page, and sent when the room goes on. Do not close the board.</Trans>
        );
      return status.work === "saving" ? (
        <Trans>Saving…</Trans>
      ) : (
        <Trans>Not saved: the server’s disk refuses. Your work is kept here and tried again.</Trans>
      );
    case "offline":
      if (!status.unsaved) return <Trans>Offline: nothing is lost, you can go on</Trans>;
      return status.kept === "device" ? (
        <Trans>Offline: kept on this device until you are back</Trans>
      ) : (
        <Trans>Offline: kept in this page until you are back. Do not close it.</Trans>
      );
    case "ended":
      return <Trans>Closed</Trans>;
  }
}
