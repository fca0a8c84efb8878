import { Trans } from "@lingui/react/macro";
import css from "./Invite.module.css";

/** The way to an address that everybody can open, with voices: a name, HTTPS, and Kartu told of it. */
export function FromAnywhere({ port }: { port: number }) {
  return (
    <li>
      <h3>
        <Trans>From anywhere, with voices: a name and HTTPS</Trans>
      </h3>
      <ol className={css.substeps}>
        <li>
          <Trans>
            Get a name for this computer or a small server, for example <code>kartu.my-club.org</code>, and point it there (a DNS record).
          </Trans>
        </li>
        <li>
          <Trans>Let the ports 80 and 443 through to it, in the router and in the firewall.</Trans>
        </li>
        <li>
          <Trans>
            With Docker: <code>HOST=kartu.my-club.org docker compose up -d</code> starts Kartu with a certificate that renews itself.
          </Trans>
        </li>
        <li>
          <Trans>
            With a web server of your own: let it pass https to port {port} (WebSockets too), and start Kartu with{" "}
            <code>PUBLIC_URL=https://kartu.my-club.org</code>.
          </Trans>
        </li>
        <li>
          <Trans>Open Kartu by its new name and make the invite there: the link and the QR code then carry it.</Trans>
        </li>
      </ol>
    </li>
  );
}
