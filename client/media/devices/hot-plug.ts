/** Devices come and go while one talks: a new one is offered, once. Pure. */
import type { DeviceKind } from "../../store/devices.ts";

export interface Device {
  deviceId: string;
  label: string;
  kind: "audioinput" | "audiooutput" | "videoinput";
}

const KINDS: Record<Device["kind"], DeviceKind> = { audioinput: "mic", audiooutput: "speaker", videoinput: "cam" };

/** Windows and Chrome list some devices a second time under these names. */
const ALIASES = new Set(["default", "communications", ""]);

/**
 * What is new among the devices. Nothing while names are hidden (before the microphone was ever permitted everything looks new), nor the first time.
 * @param before null: never looked
 */
export function newDevices(
  before: readonly Device[] | null,
  now: readonly Device[],
): Partial<Record<DeviceKind, { id: string; label: string }>> {
  const news: Partial<Record<DeviceKind, { id: string; label: string }>> = {};
  if (before === null || !before.some(({ label }) => label !== "")) return news;
  const known = new Set(before.map(({ kind, deviceId }) => `${kind} ${deviceId}`));
  for (const { kind, deviceId, label } of now) {
    if (ALIASES.has(deviceId) || label === "" || known.has(`${kind} ${deviceId}`)) continue;
    news[KINDS[kind]] = { id: deviceId, label };
  }
  return news;
}
