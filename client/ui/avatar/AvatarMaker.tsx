import { useLingui } from "@lingui/react";
import type { MessageDescriptor } from "@lingui/core";
import { useId } from "react";
import { type Appearance, COLOURS, encodeAppearance, HAIR_COLOURS, HAIRS, PARTS, SKINS } from "../../../shared/domain/appearance.ts";
import { Figure, Portrait } from "../parts/Portrait.tsx";
import { AID_NAMES, COLOUR_NAMES, EXTRA_NAMES, HAIR_COLOUR_NAMES, HAIR_NAMES, PART_NAMES, SKIN_NAMES, TOP_NAMES } from "./choices.ts";
import css from "./Avatar.module.css";

type Part = keyof Appearance;
const ORDER: Part[] = ["skin", "hair", "hairColour", "top", "topColour", "bottomColour", "shoeColour", "extra", "aid"];
const COVERS = new Set<string>(["hijab", "beanie"]);

/** What the choices of a part look like: a colour, or the person with that choice. */
function palette(part: Part, look: Appearance): { names: readonly MessageDescriptor[]; colours: readonly string[] | null } {
  switch (part) {
    case "skin":
      return { names: SKIN_NAMES, colours: SKINS };
    case "hairColour":
      return COVERS.has(HAIRS[look.hair] ?? "")
        ? { names: COLOUR_NAMES, colours: COLOURS }
        : { names: HAIR_COLOUR_NAMES, colours: HAIR_COLOURS };
    case "topColour":
    case "bottomColour":
    case "shoeColour":
      return { names: COLOUR_NAMES, colours: COLOURS };
    case "hair":
      return { names: HAIR_NAMES, colours: null };
    case "top":
      return { names: TOP_NAMES, colours: null };
    case "extra":
      return { names: EXTRA_NAMES, colours: null };
    case "aid":
      return { names: AID_NAMES, colours: null };
  }
}

const HEAD = new Set<Part>(["hair", "extra"]);

export function AvatarMaker({ look, onChange }: { look: Appearance; onChange: (look: Appearance) => void }) {
  const { i18n } = useLingui();
  const id = useId();
  return (
    <div className={css.maker}>
      <div className={css.preview}>
        <Figure appearance={encodeAppearance(look)} size={170} />
      </div>
      <div className={css.parts}>
        {ORDER.map((part) => {
          const { names, colours } = palette(part, look);
          return (
            <fieldset key={part} className={css.part}>
              <legend>{i18n._(PART_NAMES[part])}</legend>
              <div className={colours ? css.choices : css.pictures}>
                {names.slice(0, PARTS[part]).map((name, choice) => {
                  const label = i18n._(name);
                  const tried = encodeAppearance({ ...look, [part]: choice });
                  return (
                    <label key={name.id} className={colours ? css.colour : css.picture} title={label}>
                      <input
                        type="radio"
                        name={`${id}-${part}`}
                        checked={look[part] === choice}
                        onChange={() => onChange({ ...look, [part]: choice })}
                      />
                      {colours ? (
                        <>
                          <span className={css.swatch} style={{ backgroundColor: colours[choice] }} />
                          <span className="hidden">{label}</span>
                        </>
                      ) : (
                        <>
                          {HEAD.has(part) ? <Portrait appearance={tried} size={52} /> : <Figure appearance={tried} size={72} />}
                          <span className={css.word}>{label}</span>
                        </>
                      )}
                    </label>
                  );
                })}
              </div>
            </fieldset>
          );
        })}
      </div>
    </div>
  );
}
