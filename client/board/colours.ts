/** Colours of people on a board, from the look's accents; readable with white on them. */
const COLOURS = ["#c2412f", "#97650a", "#0f7a6b", "#2563b8", "#7440bf", "#2f7d49", "#b4386f", "#4636c8"] as const;
/** Papers of notes. */
const PAPERS = ["#ffedb3", "#cdeee8", "#d9ebff", "#eadcf8", "#ffddd7", "#d8efdd"] as const;

function hash(text: string): number {
  let h = 2_166_136_261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16_777_619);
  return h >>> 0;
}

export const colourOf = (user: string): string => COLOURS[hash(user) % COLOURS.length] ?? COLOURS[0];
export const paperOf = (user: string): string => PAPERS[hash(user) % PAPERS.length] ?? PAPERS[0];
