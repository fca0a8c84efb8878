import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "../parts/Button.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { go } from "../route.ts";
import { forgetDevice } from "../settings/forget-device.ts";
import type { Trouble } from "../text/ask.ts";
import { Sure } from "./Sure.tsx";
import css from "./account.module.css";

/** Logs out, and this device forgets everything. @param account "open": there is no way back in, which is said before */
export function LogOut({ account }: { account: "open" | "ready" }) {
  const [sure, setSure] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const out = async (): Promise<void> => {
    const refused = await forgetDevice();
    setTrouble(refused);
    if (refused === null) go("/", "replace");
  };
  return (
    <>
      {trouble && <TroubleNotice trouble={trouble} />}
      {sure ? (
        <Sure title={<Trans>Forget you on this device?</Trans>} action={<Trans>Log out</Trans>} onYes={out} onNo={() => setSure(false)}>
          <Trans>You have neither a passkey nor a password: without a new link you do not come in again.</Trans>
        </Sure>
      ) : (
        <div className={css.row}>
          <Button look="danger" onClick={() => (account === "open" ? setSure(true) : void out())}>
            <Trans>Log out</Trans>
          </Button>
        </div>
      )}
      <p className={css.hint}>
        <Trans>This device then forgets you, with what it remembered of your boards and settings.</Trans>
      </p>
    </>
  );
}
