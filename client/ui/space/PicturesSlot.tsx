import { useStore } from "@nanostores/react";
import { lazy, Suspense } from "react";
import { later } from "../i18n/later.ts";
import { $picturesThere } from "./pictures-state.ts";

const Tiles = lazy(async () => ({ default: (await later(import("../pictures/Pictures.tsx"))).Tiles }));
const Notes = lazy(async () => ({ default: (await later(import("../pictures/Pictures.tsx"))).PictureNotes }));
const Theatre = lazy(async () => ({ default: (await later(import("../pictures/Pictures.tsx"))).TheatreSlot }));

/** Nothing of the pictures is loaded before there is one, or somebody is heard. */
export function PicturesSlot({ part }: { part: "edge" | "strip" | "notes" | "theatre" }) {
  if (!useStore($picturesThere)) return null;
  return <Suspense fallback={null}>{part === "notes" ? <Notes /> : part === "theatre" ? <Theatre /> : <Tiles where={part} />}</Suspense>;
}
