/** Devices on which nothing heavy is offered: few cores or little memory, as far as the browser tells. */
export const isWeak = (device: { hardwareConcurrency?: number; deviceMemory?: number } = navigator): boolean =>
  (device.hardwareConcurrency ?? 4) < 4 || (device.deviceMemory ?? 4) < 4;
