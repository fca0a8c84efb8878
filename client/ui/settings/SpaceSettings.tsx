import type { SpaceInfo } from "../../../shared/protocol/http.ts";
import { $space } from "../../store/space.ts";
import { $media } from "../space/session.ts";
import { SpaceForm } from "./SpaceForm.tsx";

/** The settings of the space that one is in. */
export function SpaceSettings({ space }: { space: SpaceInfo }) {
  return (
    <SpaceForm
      space={space}
      onSaved={(saved) => {
        $space.set(saved);
        $media.get()?.refreshIce();
      }}
    />
  );
}
