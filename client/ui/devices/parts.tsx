import { useLingui } from "@lingui/react";
import { useId, type ReactNode } from "react";
import type { Refusal } from "../../media/capture.ts";
import { Select } from "../parts/Field.tsx";
import { Notice } from "../parts/Notice.tsx";
import { remedy } from "./remedy.ts";
import css from "./Devices.module.css";

export function Part({ icon, title, children }: { icon: ReactNode; title: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={css.part} aria-labelledby={id}>
      <h3 id={id}>
        {icon}
        {title}
      </h3>
      {children}
    </section>
  );
}

export function Remedy({ why }: { why: Refusal }) {
  const { i18n } = useLingui();
  return <Notice kind="error">{i18n._(remedy(why, navigator.userAgent))}</Notice>;
}

/** Which device. Nothing to choose where there is one, or names are hidden. */
export function Pick({
  label,
  devices,
  value,
  unnamed,
  onPick,
}: {
  label: ReactNode;
  devices: readonly MediaDeviceInfo[];
  value: string;
  unnamed: (n: number) => string;
  onPick: (device: MediaDeviceInfo) => void;
}) {
  if (devices.length === 0) return null;
  return (
    <Select
      label={label}
      value={value}
      onChange={(event) => {
        const device = devices.find(({ deviceId }) => deviceId === event.target.value);
        if (device) onPick(device);
      }}
    >
      {devices.map((device, i) => (
        <option key={device.deviceId} value={device.deviceId}>
          {device.label || unnamed(i + 1)}
        </option>
      ))}
    </Select>
  );
}
