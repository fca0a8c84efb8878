import { clipped, fill, lineOf, stroke } from "../../kit.ts";
import type { Clothes } from "./clothes.ts";

export const stripe: Clothes = {
  sleeves: "long",
  paint(c, look, view, torso) {
    clipped(c, torso, () => {
      for (const y of [-27.4, -21.6, -15.8]) fill(c, `M-20 ${y} q20 1.6 40 0 v2.9 q-20 1.6 -40 0Z`, look.accent);
      if (view !== "side") stroke(c, view === "front" ? "M-5 -32.6 Q0 -28 5 -32.6" : "M-5 -32 Q0 -30 5 -32", lineOf(look.topColour), 1.3);
    });
    stroke(c, torso, lineOf(look.topColour), 1.7);
  },
};
