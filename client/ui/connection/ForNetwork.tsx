import { Trans, useLingui } from "@lingui/react/macro";
import type { ConnectionReport } from "../../../shared/protocol/http.ts";
import { candidatesOf } from "../../media/connection-test.ts";
import { CopyButton } from "../parts/CopyButton.tsx";
import css from "./Connection.module.css";

/** Ports of LiveKit as docker-compose.yml publishes them; it does not tell pages its own before they are inside. */
const LIVEKIT_PORTS = { udp: 7882, tcp: 7881 };

/** A text to hand on: which hosts and ports a firewall has to let out. */
export function ForNetwork({ report }: { report: ConnectionReport }) {
  const { t } = useLingui();
  const { hostname: page, origin } = location;
  const of = (protocol: string, at: string): string => {
    const [, host = at, port = ""] = /^(.*):(\d+)$/.exec(at) ?? [];
    return `${protocol} ${port} → ${host}`;
  };
  const lines = new Set([
    `TCP ${location.port === "" ? "443" : location.port} → ${page} (https, wss)`,
    ...candidatesOf(report).map(({ way, at }) => of(way === "stun" || way === "udp" ? "UDP" : "TCP", at)),
    ...(report.media === "mesh" ? [] : [`UDP ${LIVEKIT_PORTS.udp} → ${page}`, `TCP ${LIVEKIT_PORTS.tcp} → ${page}`]),
  ]);
  const text = [
    t`We use Kartu (${origin}) with our group: a meeting place in the browser with sound. Please let these connections out of our network:`,
    ...[...lines].map((line) => `- ${line}`),
    t`WebSockets must not be cut. UDP is best for sound; one of the other ways is enough.`,
  ].join("\n");
  return (
    <details className={css.network}>
      <summary>
        <Trans>For those who run this network</Trans>
      </summary>
      <pre>{text}</pre>
      <CopyButton text={text} label={<Trans>Copy the text</Trans>} />
    </details>
  );
}
