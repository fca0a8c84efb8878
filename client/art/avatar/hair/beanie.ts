import { type Ctx, darker, el, lighter, lineOf, part, rr, stroke, svg } from "../../kit.ts";
import type { Hair } from "./hair.ts";

/** The ribbed rim. */
function rim(c: Ctx, colour: string, x: number, w: number): void {
  part(c, rr(x, -54.4, w, 8, 3.6), lighter(colour, 0.16));
  let ribs = "";
  for (let r = x + 4; r < x + w - 2; r += 4) ribs += `M${r} -52.6 v4.4 `;
  stroke(c, ribs, lineOf(colour).concat("66"), 1.1);
}

export const beanie: Hair = {
  ears: "bare",
  over(c, { hairColour: h, browColour }, view) {
    const crown = svg("M-18 -49 C-19.6 -71 19.6 -71 18 -49Z");
    const seams = "M-6 -64.4 Q-8.6 -58 -8.4 -54 M6 -64.4 Q8.6 -58 8.4 -54";
    if (view === "front") {
      part(c, svg("M-18 -50 C-19 -44 -18.6 -40 -17 -37 L-14.6 -47Z"), browColour, { depth: 1 });
      part(c, svg("M18 -50 C19 -44 18.6 -40 17 -37 L14.6 -47Z"), browColour, { depth: 1 });
      part(c, svg("M-14 -48 Q-8 -43 -1 -47 Q6 -44 13 -48 L13 -51 L-14 -51Z"), browColour, { line: 1.2, depth: 1 });
    } else if (view === "side") {
      part(c, svg("M-18 -50 C-19 -40 -15.6 -33 -11 -32 C-8.4 -34 -8.6 -38 -7 -40.4 L-2 -45.6 L2 -43 L4 -50Z"), browColour, { depth: 1.4 });
      part(c, svg("M8 -49 Q12 -45 16.6 -47 L16 -51Z"), browColour, { line: 1.2, depth: 1 });
    } else {
      part(
        c,
        svg("M-18 -50 C-18.6 -40 -15 -34 -11.6 -32 L-7.4 -31 L-4 -29.4 L-1 -31.4 L2 -29.4 L6 -31.4 L11.6 -32 C15 -34 18.6 -40 18 -50Z"),
        browColour,
      );
      stroke(c, "M-9 -42 Q-9 -37 -7 -34 M9 -42 Q9 -37 7 -34 M0 -42 L0 -34", darker(browColour, 0.35), 1.2);
    }
    const lean = view === "side" ? -4 : 0;
    part(c, el(lean, -68, 5, 4.6), lighter(h, 0.5), { depth: 1.6 });
    part(c, crown, h);
    stroke(c, seams, lineOf(h).concat("66"), 1.2);
    rim(c, h, -19, 38);
  },
};
