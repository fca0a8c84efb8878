import { lighter, stroke } from "../../kit.ts";
import type { Hair } from "./hair.ts";

export const bald: Hair = {
  ears: "bare",
  over(c, { skin }, view) {
    stroke(c, view === "side" ? "M-8 -55.4 Q-2 -59 5 -57" : "M-9.4 -54.6 Q-3 -58.6 4 -57.4", lighter(skin, 0.5), 2.2);
    if (view === "back") stroke(c, "M-5 -33.4 Q0 -31.6 5 -33.4", "rgba(60,30,60,.22)", 1.4);
  },
};
