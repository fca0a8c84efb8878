import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { useId, useState } from "react";
import { codePoints } from "../../../shared/domain/names.ts";
import { REPORT_MAX, type ReportWhy } from "../../../shared/protocol/leading.ts";
import { $reported } from "../../store/leading.ts";
import { $space } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Notice } from "../parts/Notice.tsx";
import type { Session } from "../space/session.ts";
import type { Trouble } from "../text/ask.ts";
import { Options, Step } from "./Step.tsx";
import { useWhys } from "./words.ts";
import { useWish } from "./use-wish.ts";
import css from "./People.module.css";

/** Tells those on duty of somebody, or (person null) of nobody in particular. What was written stays until it has arrived. */
export function Report({
  session,
  person,
  name,
  onBack,
  onClose,
}: {
  session: Session;
  person: number | null;
  name?: string;
  onBack: () => void;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const { reportWhys } = useWhys();
  const wish = useWish(session);
  const reported = useStore($reported);
  const id = useId();
  const [why, setWhy] = useState<ReportWhy>("insult");
  const [text, setText] = useState("");
  const [before] = useState(reported?.n ?? 0);
  const [wrong, setWrong] = useState<Trouble | null>(null);

  if (reported !== null && reported.n > before) return <Thanks onDuty={reported.onDuty} onClose={onClose} />;
  const send = (): void => {
    const long = codePoints(text) > REPORT_MAX;
    setWrong(long ? { code: "chat_too_long", params: { max: REPORT_MAX } } : null);
    if (!long) wish.send("report", { person, why, text });
  };
  return (
    <Step
      title={name === undefined ? <Trans>Report something</Trans> : <Trans>Report {name}</Trans>}
      action={<Trans>Send the report</Trans>}
      onDo={send}
      onBack={onBack}
      trouble={wrong ?? wish.trouble}
    >
      <p>
        {name === undefined ? (
          <Trans>The trainers who are on duty read it, with the last lines of the chat here. The others see nothing of it.</Trans>
        ) : (
          <Trans>
            The trainers who are on duty read it, with the last lines of the chat here. {name} cannot read it, and is not told who wrote it.
          </Trans>
        )}
      </p>
      <Options legend={<Trans>What is it about?</Trans>} options={reportWhys} value={why} onChange={setWhy} />
      <div className={css.text}>
        <label htmlFor={id}>
          <Trans>In your own words (you may leave it empty)</Trans>
        </label>
        <textarea id={id} value={text} aria-invalid={wrong !== null} onChange={(event) => setText(event.target.value)} lang="" spellCheck />
      </div>
      <span className="hidden" role="status">
        {wish.trouble !== null && t`Your report was not sent. What you wrote is still here.`}
      </span>
    </Step>
  );
}

function Thanks({ onDuty, onClose }: { onDuty: number; onClose: () => void }) {
  const contact = useStore($space)?.contact ?? "";
  return (
    <div className={css.stack} role="status">
      <Notice kind="info" title={<Trans>Thank you. Your report is kept.</Trans>}>
        {onDuty > 0 ? (
          <Plural value={onDuty} one="# trainer on duty reads it now." other="# trainers on duty read it now." />
        ) : (
          <Trans>Nobody is on duty just now; the trainers read it when they come.</Trans>
        )}
      </Notice>
      {onDuty === 0 && contact !== "" && (
        <Notice kind="warn" title={<Trans>You need somebody now?</Trans>}>
          {contact}
        </Notice>
      )}
      <div className={css.buttons}>
        <Button look="primary" onClick={onClose}>
          <Trans>Close</Trans>
        </Button>
      </div>
    </div>
  );
}

/** From the help: about nobody in particular. */
export function ReportDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  return (
    <Dialog title={<Trans>Something is not right</Trans>} onClose={onClose}>
      <Report session={session} person={null} onBack={onClose} onClose={onClose} />
    </Dialog>
  );
}
