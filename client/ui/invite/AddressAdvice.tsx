import { Trans } from "@lingui/react/macro";
import type { AddressReport } from "../../../shared/protocol/http.ts";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";
import { FromAnywhere } from "./FromAnywhere.tsx";
import { adviceFor } from "./reach.ts";
import css from "./Invite.module.css";

/** What the address of a link is good for, and the way to a better one. */
export function AddressAdvice({
  address,
  origin,
  onOrigin,
}: {
  address: AddressReport;
  origin: string;
  onOrigin: (origin: string) => void;
}) {
  const advice = adviceFor(address, origin);
  return (
    <>
      {advice.kind === "this-device" && (
        <>
          <Notice kind="warn" title={<Trans>Only this computer can open this link</Trans>}>
            <Trans>
              Its address says “this computer”. A phone that scans it would look for Kartu on itself, so there is no QR code yet. This is
              how others can come:
            </Trans>
          </Notice>
          <ol className={css.steps}>
            <li>
              <h3>
                <Trans>In the same network (Wi-Fi)</Trans>
              </h3>
              {advice.network.length === 0 ? (
                <p>
                  <Trans>
                    This computer is in no network just now, or Kartu listens only to itself. Connect it, start Kartu anew, and look here
                    again.
                  </Trans>
                </p>
              ) : (
                <>
                  <p>
                    <Trans>
                      Use an address of this computer in the network. Over plain http there is no microphone: walking, listening, writing
                      and boards work.
                    </Trans>
                  </p>
                  <div className={css.origins}>
                    {advice.network.map((other) => (
                      <Button key={other} size="s" onClick={() => onOrigin(other)}>
                        {other}
                      </Button>
                    ))}
                  </div>
                </>
              )}
            </li>
            <FromAnywhere port={address.port} />
          </ol>
        </>
      )}
      {advice.kind === "network-http" && (
        <>
          <Notice kind="warn" title={<Trans>For people in the same network, without a microphone</Trans>}>
            <Trans>
              Everyone in this network can come with this link. Browsers give no microphone over plain http: walking, listening, writing and
              boards work. For voices:
            </Trans>
          </Notice>
          <WayToHttps port={address.port} />
        </>
      )}
      {advice.kind === "internet-http" && (
        <>
          <Notice kind="warn" title={<Trans>This link works without a microphone only</Trans>}>
            <Trans>The address starts with http. Browsers give the microphone to https alone:</Trans>
          </Notice>
          <WayToHttps port={address.port} />
        </>
      )}
      {advice.kind === "fine" && !advice.everywhere && (
        <Notice kind="info">
          <Trans>This address works inside your own network. People elsewhere cannot open it.</Trans>
        </Notice>
      )}
    </>
  );
}

function WayToHttps({ port }: { port: number }) {
  return (
    <details className={css.details}>
      <summary>
        <Trans>The way to https</Trans>
      </summary>
      <ol className={css.steps}>
        <FromAnywhere port={port} />
      </ol>
    </details>
  );
}
