/** Which microphone, speaker and camera this device's person chose. Browsers may give a device a new id: then it is found by its name. */
import { keep, recall } from "../../store/kept.ts";
import type { DeviceKind } from "../../store/devices.ts";

export interface Chosen {
  id: string;
  label: string;
}

const keyOf = (kind: DeviceKind): string => `kartu.${kind}-device`;
const nameOf = (kind: DeviceKind): string => `kartu.${kind}-device-name`;

export function chosenDevice(kind: DeviceKind): Chosen | null {
  const id = recall(keyOf(kind));
  return id === null ? null : { id, label: recall(nameOf(kind)) ?? "" };
}

export function rememberDevice(kind: DeviceKind, { id, label }: Chosen): void {
  keep(keyOf(kind), id);
  keep(nameOf(kind), label);
}

/** The chosen one among those that are there: by its id, else by its name. */
export function findChosen<D extends { deviceId: string; label: string }>(there: readonly D[], chosen: Chosen | null): D | null {
  if (chosen === null) return null;
  return there.find(({ deviceId }) => deviceId === chosen.id) ?? there.find(({ label }) => label !== "" && label === chosen.label) ?? null;
}
