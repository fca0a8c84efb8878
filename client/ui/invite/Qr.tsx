import { useLingui } from "@lingui/react/macro";
import { encode } from "uqr";
import css from "./Invite.module.css";

/** A link as a QR code, drawn as one path. */
export function Qr({ link }: { link: string }) {
  const { t } = useLingui();
  const { data, size } = encode(link, { ecc: "M", border: 3 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg
      className={css.qr}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={t`QR code of the invite link`}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#2b2440" />
    </svg>
  );
}
