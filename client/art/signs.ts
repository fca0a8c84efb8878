/** What is written over the world: names, speech bubbles, signs of areas. Units are CSS px; the caller scales by the screen's ratio. */
import type { Area } from "../../shared/domain/place.ts";
import { AREA_COLOURS } from "./areas.ts";
import { type Ctx, darker, el, fill, path, rr, stroke, svg } from "./kit.ts";
import { INK, P } from "./palette.ts";

const FONT = "Nunito, 'Nunito Sans', system-ui, sans-serif";
const NAME_FONT = `700 12px ${FONT}`;
const BUBBLE_FONT = `700 13px ${FONT}`;

export const NAME_BOX = { w: 176, h: 26 } as const;
export const BUBBLE_BOX = { w: 232, h: 112 } as const;
export const SIGN_BOX = { w: 224, h: 30 } as const;

export interface NameTag {
  name: string;
  mic: "off" | "muted" | "on";
  /** "I write today." */
  writes: boolean;
  whispers?: boolean;
  /** A camera is on, or a screen is shown. */
  shows?: "cam" | "screen" | null;
  speaking: boolean;
  self: boolean;
  connected: boolean;
  /** What they are here for, where they are no participant. */
  stands?: "leads" | "observes" | null;
}

/** Cuts a text to a width by whole characters (grapheme clusters), with an ellipsis. */
export function fit(c: Ctx, text: string, width: number): string {
  if (c.measureText(text).width <= width) return text;
  const letters = Array.from(new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text), (s) => s.segment);
  while (letters.length > 0 && c.measureText(`${letters.join("")}…`).width > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/** A microphone 8 wide around (x, y); crossed out when muted, with waves while one speaks: shape says it, colour only helps. */
function micMark(c: Ctx, x: number, y: number, tag: NameTag): void {
  const colour = tag.speaking ? "#7dffb2" : tag.mic === "on" ? "#c9f7da" : "#ffb4a8";
  fill(c, rr(x - 2.2, y - 6, 4.4, 7.4, 2.2), colour);
  stroke(c, `M${x - 4} ${y - 1.4} a4 4 0 0 0 8 0 M${x} ${y + 2.8} v2.4`, colour, 1.3);
  if (tag.mic === "muted") {
    stroke(c, `M${x - 5} ${y - 5.6} L${x + 5} ${y + 5}`, INK, 3.4);
    stroke(c, `M${x - 5} ${y - 5.6} L${x + 5} ${y + 5}`, "#ffb4a8", 1.5);
  } else if (tag.speaking) {
    stroke(c, `M${x + 6} ${y - 3.4} q2 2.6 0 5.4 M${x + 8.6} ${y - 5} q3.2 4.2 0 8.6`, colour, 1.4);
  }
}

/** A keyboard 13 wide around (x, y). */
function writesMark(c: Ctx, x: number, y: number): void {
  stroke(c, rr(x - 6.5, y - 4.5, 13, 9, 2), "#ffe08a", 1.4);
  stroke(c, `M${x - 3.8} ${y - 1.6} h.8 M${x - 0.4} ${y - 1.6} h.8 M${x + 3} ${y - 1.6} h.8 M${x - 2.8} ${y + 1.8} h5.6`, "#ffe08a", 1.4);
}

/** A padlock 9 wide around (x, y). */
function whispersMark(c: Ctx, x: number, y: number): void {
  stroke(c, `M${x - 2.8} ${y - 0.6} v-2.2 a2.8 2.8 0 0 1 5.6 0 v2.2`, "#ffe08a", 1.5);
  fill(c, rr(x - 4.4, y - 0.8, 8.8, 6.2, 1.6), "#ffe08a");
}

/** A camera, or a screen on its foot. */
function showsMark(c: Ctx, x: number, y: number, what: "cam" | "screen"): void {
  c.fillStyle = "#ffffff";
  if (what === "cam") {
    c.fill(rr(x - 6, y - 4, 8.5, 8, 2));
    c.beginPath();
    c.moveTo(x + 3.2, y);
    c.lineTo(x + 7, y - 3.4);
    c.lineTo(x + 7, y + 3.4);
    c.fill();
    return;
  }
  c.fill(rr(x - 6, y - 4.6, 12, 7.6, 1.6));
  c.fillRect(x - 3, y + 3.8, 6, 1.5);
}

/** The points of a star of five, around (0, 0). */
const STAR = `M${Array.from({ length: 10 }, (_, i) => {
  const [r, turn] = [i % 2 === 0 ? 6 : 2.7, (i * Math.PI) / 5 - Math.PI / 2];
  return `${(r * Math.cos(turn)).toFixed(2)} ${(r * Math.sin(turn)).toFixed(2)}`;
}).join(" L")} Z`;

/** A star for those who lead, an open eye for those who look on. */
function standsMark(c: Ctx, x: number, y: number, stands: "leads" | "observes"): void {
  c.save();
  c.translate(x, y);
  if (stands === "leads") fill(c, STAR, "#ffcf5c");
  else {
    stroke(c, "M-6 0 Q0 -6.4 6 0 Q0 6.4 -6 0 Z", "#bfe3ff", 1.5);
    fill(c, rr(-2, -2, 4, 4, 2), "#bfe3ff");
  }
  c.restore();
}

/** The name of a person, centred in NAME_BOX. @returns how wide it is */
export function drawName(c: Ctx, tag: NameTag): number {
  const marked = tag.mic !== "off";
  // An owner who has not given a name yet: a plate without a word would be a dark dot.
  if (tag.name === "" && !marked) return 0;
  const micLead = !marked ? 9 : tag.speaking ? 24 : 20;
  const written = tag.writes ? micLead + (marked ? 17 : 14) : micLead;
  const shows = tag.shows ?? null;
  const shown = shows === null ? written : written + 17;
  const whispered = tag.whispers === true ? shown + 14 : shown;
  const stands = tag.stands ?? null;
  const lead = stands === null ? whispered : whispered + 15;
  c.font = NAME_FONT;
  const text = fit(c, tag.name, NAME_BOX.w - lead - 18);
  const w = Math.ceil(c.measureText(text).width) + lead + 10;
  const h = 20;
  const x = Math.round((NAME_BOX.w - w) / 2);
  const y = 3;
  const pill = rr(x, y, w, h, h / 2);
  c.globalAlpha = tag.connected ? 1 : 0.6;
  fill(c, pill, tag.self ? P.indigo : "rgba(35,29,58,.88)");
  if (tag.speaking) stroke(c, pill, "#58e08c", 2.4);
  else if (tag.self) stroke(c, pill, "#ffffff", 1.8);
  if (marked) micMark(c, x + 11, y + h / 2 + 0.4, tag);
  if (tag.writes) writesMark(c, x + (marked ? micLead + 7 : 13), y + h / 2 + 0.2);
  if (shows !== null) showsMark(c, x + written + 5, y + h / 2, shows);
  if (tag.whispers === true) whispersMark(c, x + shown + 5, y + h / 2);
  if (stands !== null) standsMark(c, x + whispered + 4, y + h / 2, stands);
  c.fillStyle = "#ffffff";
  c.textAlign = "left";
  c.textBaseline = "middle";
  c.fillText(text, x + lead, y + h / 2 + 0.8);
  c.globalAlpha = 1;
  return w;
}

const MAX_LINES = 4;
const LINE = 17;

/** Wraps by words; a word that is too long is broken. */
function wrap(c: Ctx, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (c.measureText(longer).width <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
    while (c.measureText(line).width > width && lines.length <= MAX_LINES) {
      let cut = line.length - 1;
      while (cut > 1 && c.measureText(line.slice(0, cut)).width > width) cut--;
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
    }
    if (lines.length > MAX_LINES) break;
  }
  if (line !== "") lines.push(line);
  if (lines.length <= MAX_LINES) return lines;
  const kept = lines.slice(0, MAX_LINES);
  kept[MAX_LINES - 1] = fit(c, `${kept[MAX_LINES - 1] ?? ""} …`, width);
  return kept;
}

/** What someone wrote; its tail points to the middle of the lower edge of BUBBLE_BOX. */
export function drawBubble(c: Ctx, text: string): void {
  c.font = BUBBLE_FONT;
  // A long line of chat is cut before it is measured: nobody reads more than four lines over a head.
  const lines = wrap(c, text.slice(0, 240), BUBBLE_BOX.w - 44);
  const w = Math.ceil(Math.max(22, ...lines.map((l) => c.measureText(l).width))) + 26;
  const h = lines.length * LINE + 15;
  const x = Math.round((BUBBLE_BOX.w - w) / 2);
  const bottom = BUBBLE_BOX.h - 14;
  const middle = BUBBLE_BOX.w / 2;
  const shape = path((p) => {
    p.roundRect(x, bottom - h, w, h, 14);
    p.moveTo(middle - 7, bottom - 1);
    p.lineTo(middle, bottom + 9);
    p.lineTo(middle + 7, bottom - 1);
    p.closePath();
  });
  c.save();
  c.shadowColor = "rgba(43,36,64,.32)";
  c.shadowBlur = 8;
  c.shadowOffsetY = 2;
  fill(c, shape, "#ffffff");
  c.restore();
  fill(c, shape, "#ffffff");
  c.fillStyle = INK;
  c.textAlign = "center";
  c.textBaseline = "middle";
  for (const [i, l] of lines.entries()) c.fillText(l, middle, bottom - h + 7.5 + LINE * (i + 0.5));
}

const SIGN_MARKS: Record<Area["kind"], string> = {
  meeting: "M-6 -4 h9 a2 2 0 0 1 2 2 v3 a2 2 0 0 1 -2 2 h-4 l-3 3 v-3 h-2 a2 2 0 0 1 -2 -2 v-3 a2 2 0 0 1 2 -2Z",
  quiet: "M3.4 3 A5.6 5.6 0 1 1 -1.6 -5.6 A4.6 4.6 0 0 0 3.4 3Z",
  stage: "M-2.5 -6 h5 v6 a2.5 2.5 0 0 1 -5 0Z M-5 0 a5 5 0 0 0 10 0 M0 5 V7",
  audience: "M-4 -3 a2 2 0 1 1 0 .1 M4 -3 a2 2 0 1 1 0 .1 M-6 5 a4 4 0 0 1 6 -3 a4 4 0 0 1 6 3",
  arrival: "M0 -6 L6 0 H4 V5 H-4 V0 H-6Z",
  board: "M-6 -5 H6 V3 H-6Z M-3 3 L-5 7 M3 3 L5 7",
  portal: "M-4 6 V-3 a4 4 0 0 1 8 0 V6Z M1.6 1.2 v.6",
};

/** The sign of an area, centred in SIGN_BOX. @returns how wide it is */
export function drawSign(c: Ctx, kind: Area["kind"], label: string, strong: boolean): number {
  c.font = NAME_FONT;
  const text = fit(c, label, SIGN_BOX.w - 46);
  const w = Math.ceil(c.measureText(text).width) + 40;
  const h = 22;
  const x = Math.round((SIGN_BOX.w - w) / 2);
  const y = 4;
  const colour = kind === "board" || kind === "portal" ? "#8a5a00" : darker(AREA_COLOURS[kind], 0.2);
  const pill = rr(x, y, w, h, 11);
  c.save();
  c.shadowColor = "rgba(43,36,64,.25)";
  c.shadowBlur = 4;
  c.shadowOffsetY = 1;
  fill(c, pill, strong ? "#ffffff" : "rgba(255,255,255,.92)");
  c.restore();
  if (strong) stroke(c, pill, colour, 2);
  fill(c, el(x + 14, y + h / 2, 8.4), colour);
  c.save();
  c.translate(x + 14, y + h / 2);
  c.scale(0.78, 0.78);
  stroke(c, svg(SIGN_MARKS[kind]), "#ffffff", 1.9);
  c.restore();
  c.fillStyle = INK;
  c.textAlign = "left";
  c.textBaseline = "middle";
  c.fillText(text, x + 27, y + h / 2 + 0.8);
  return w;
}

export type MarkName = "own" | "speaks0" | "speaks1" | "hover" | "tap";
/** Art units, the middle at its centre. */
export const MARK_BOX = { w: 84, h: 44 } as const;

/** Rings on the ground around someone's feet, and where one tapped. */
export function drawMark(c: Ctx, name: MarkName): void {
  const ring = (rx: number, colour: string, width: number): void => stroke(c, el(0, 0, rx, rx * 0.42), colour, width);
  switch (name) {
    case "own":
      ring(22, "rgba(255,255,255,.95)", 4.4);
      ring(22, P.indigo, 2.2);
      return;
    case "hover":
      fill(c, el(0, 0, 24, 10), "rgba(255,201,77,.4)");
      ring(24, "#ffffff", 2.4);
      return;
    case "speaks0":
      ring(25, "rgba(43,140,90,.95)", 3.2);
      ring(25, "#7dffb2", 1.8);
      ring(32, "rgba(88,224,140,.5)", 2);
      return;
    case "speaks1":
      ring(25, "rgba(43,140,90,.95)", 3.2);
      ring(25, "#7dffb2", 1.8);
      ring(36, "rgba(88,224,140,.85)", 2.2);
      return;
    case "tap":
      ring(14, "rgba(255,255,255,.95)", 4);
      ring(14, P.indigo, 2);
      fill(c, el(0, 0, 3.6, 1.8), P.indigo);
  }
}
