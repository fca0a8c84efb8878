/** Sound for a fake microphone, and whether it arrives. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { type Received, received } from "./peer-connections.ts";
import { until, watch } from "./until.ts";

const RATE_HZ = 48_000;

/** Path of a WAV file (mono, 16 bit) with a steady tone: Chromium's own beep is silent most of the time. */
export function toneWav(hz = 440, seconds = 2): string {
  const samples = RATE_HZ * seconds;
  const file = Buffer.alloc(44 + samples * 2);
  file.write("RIFF", 0, "ascii");
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write("WAVEfmt ", 8, "ascii");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE_HZ, 24);
  file.writeUInt32LE(RATE_HZ * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36, "ascii");
  file.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < samples; i++) file.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * hz * i) / RATE_HZ)), 44 + i * 2);
  const path = join(mkdtempSync(join(tmpdir(), "kartu-tone-")), `${hz}.wav`);
  writeFileSync(path, file);
  return path;
}

/** Energy above this in the time watched is sound, not comfort noise. */
const AUDIBLE = 1e-4;

/** Resolves when the page has received sound with energy since the call. */
export async function hearsSound(page: Page, withinMs = 30_000): Promise<Received> {
  const before = await received(page);
  return until(
    "the page receives sound",
    async () => {
      const now = await received(page);
      return now.packets > before.packets && now.energy - before.energy > AUDIBLE ? now : null;
    },
    withinMs,
  );
}

/** Packets that came in during `ms` of watching; for those who must receive none. */
export async function packetsDuring(page: Page, ms: number): Promise<number> {
  const before = await received(page);
  await watch(ms);
  return (await received(page)).packets - before.packets;
}
