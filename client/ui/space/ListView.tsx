import { Trans } from "@lingui/react/macro";
import { MapIcon } from "lucide-react";
import { $view } from "../../store/prefs.ts";
import { Button } from "../parts/Button.tsx";
import { People } from "./People.tsx";
import { Prompt } from "./Prompt.tsx";
import type { Session } from "./session.ts";
import css from "./ListView.module.css";

/** The world without a picture: the same people, places, doors and boards, with the same things to do. */
export function ListView({ session }: { session: Session }) {
  return (
    <div className={css.view}>
      <div className={css.column}>
        <div className={css.intro}>
          <p>
            <Trans>The map is off. From here you go to people and places, talk, and open boards.</Trans>
          </p>
          <Button size="s" icon={<MapIcon aria-hidden />} onClick={() => $view.set("map")}>
            <Trans>Show the map</Trans>
          </Button>
        </div>
        <Prompt session={session} inList />
        <People session={session} />
      </div>
    </div>
  );
}
