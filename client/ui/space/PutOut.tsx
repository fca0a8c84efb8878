import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import { Button } from "../parts/Button.tsx";
import { Page } from "../parts/Page.tsx";
import { go } from "../route.ts";
import { NextPerson } from "../shared/NextPerson.tsx";
import { ask } from "../text/ask.ts";
import { useNow, whenIs } from "../text/begins.ts";

/** Looked at again when the time is up, ms late: clocks differ a little. */
const LATE_MS = 1_500;
/** And this often meanwhile, ms: it may be taken back, and this device's clock may be wrong by hours. */
const LOOK_MS = 60_000;

/** What asks for something else before one comes in: the door is open for them again. */
const OPEN = new Set<string>(["in_lobby", "conduct_needed", "too_early"] satisfies ErrorCode[]);

/**
 * Put out by a trainer: for a time (until when, and then the way back), or until it is taken back. The server says which.
 * @param shared the next person may come in here @param onOther somebody else may, who waits in the lobby
 */
export function PutOut({
  space,
  code,
  shared,
  onBack,
  onOther,
}: {
  space: string;
  code: ErrorCode;
  shared: boolean;
  onBack: () => void;
  onOther?: () => void;
}) {
  const { t, i18n } = useLingui();
  /** UTC ms; null: until it is taken back. */
  const [until, setUntil] = useState<number | null>(null);
  const [banned, setBanned] = useState(code === "banned");
  const [free, setFree] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wanted = true;
    const look = async (): Promise<void> => {
      const answer = await ask("GET /api/spaces/:space", { params: { space } });
      if (!wanted) return;
      const open = answer.ok || OPEN.has(answer.code);
      setFree(open);
      if (open) return;
      // Without an answer it stays as it was said last.
      if (answer.code === "banned" || answer.code === "ejected") setBanned(answer.code === "banned");
      const end = answer.code === "ejected" ? Number(answer.params?.["until"] ?? 0) : 0;
      if (answer.code !== "unreachable") setUntil(end > 0 ? end : null);
      timer = setTimeout(() => void look(), end > 0 ? Math.min(LOOK_MS, Math.max(0, end - Date.now()) + LATE_MS) : LOOK_MS);
    };
    void look();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [space]);

  const now = useNow(LOOK_MS);
  const { time, today } = whenIs(i18n.locale, until ?? 0, now);
  return (
    <Page
      title={
        free ? (
          <Trans>You may come back</Trans>
        ) : banned ? (
          <Trans>You cannot come in any more</Trans>
        ) : (
          <Trans>You were asked to leave</Trans>
        )
      }
      documentTitle={free ? t`You may come back` : banned ? t`You cannot come in any more` : t`You were asked to leave`}
      lead={
        free ? (
          <Trans>The space is open for you again.</Trans>
        ) : banned ? (
          <Trans>A trainer has closed this space for you. It stays so until a trainer takes it back.</Trans>
        ) : until !== null && today ? (
          <Trans>A trainer put you out for a time. You can come back at {time}.</Trans>
        ) : until !== null ? (
          <Trans>A trainer put you out for a time. You can come back on {time}.</Trans>
        ) : (
          <Trans>A trainer removed you from the space.</Trans>
        )
      }
    >
      <p role="status">
        {free ? (
          <Trans>Be good to each other, and welcome back.</Trans>
        ) : banned ? (
          <Trans>If you think that this is a mistake, talk to your trainer: in person, by phone or by mail.</Trans>
        ) : (
          <Trans>
            Keep this page open: the way back appears here by itself. If you think that this is a mistake, talk to your trainer.
          </Trans>
        )}
      </p>
      {free && (
        <Button look="primary" size="l" wide onClick={onBack}>
          <Trans>Go back in</Trans>
        </Button>
      )}
      {shared && <NextPerson />}
      <Button wide onClick={() => go("/")}>
        <Trans>To my spaces</Trans>
      </Button>
      {banned && !free && onOther && (
        <Button look="plain" size="s" onClick={onOther}>
          <Trans>I am someone else</Trans>
        </Button>
      )}
    </Page>
  );
}
