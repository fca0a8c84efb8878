import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Moon, Presentation, UsersRound } from "lucide-react";
import { $boardHere, $people, $place, $places, $space, $where, $you } from "../../store/space.ts";
import { meetingFull } from "../announce/words.ts";
import { Begins } from "../parts/Begins.tsx";
import { Button } from "../parts/Button.tsx";
import { areaText } from "../text/labels.ts";
import type { Session } from "./session.ts";
import { $openBoard } from "./ui-state.ts";
import css from "./Prompt.module.css";

/** At the edge of the map, or on top of the list: what can be done where one stands. */
export function Prompt({ session, inList = false }: { session: Session; inList?: boolean }) {
  const { i18n } = useLingui();
  const here = useStore($boardHere);
  const open = useStore($openBoard);
  const where = useStore($where);
  const place = useStore($places)[useStore($place) ?? ""];
  const board = here && place?.areas.find((area) => area.id === here.area);
  const quiet = where.kind === "quiet" ? place?.areas.find((area) => area.id === where.area) : undefined;
  const full = where.kind === "meeting" && !where.open;
  if (open || !(board || quiet || full)) return null;
  return (
    <div className={inList ? css.inList : css.prompts}>
      {board && here && (
        <Button
          look="primary"
          size="l"
          icon={<Presentation aria-hidden />}
          onClick={() => $openBoard.set({ board: here.board, area: here.area })}
        >
          <span>
            <Trans>Open board</Trans> <span className={css.label}>{areaText(i18n, board)}</span>
          </span>
        </Button>
      )}
      {full && (
        <div className={css.quiet} data-kind="full">
          <UsersRound aria-hidden />
          <p>{meetingFull(i18n)}</p>
        </div>
      )}
      {quiet && <Quiet session={session} arrival={quiet.kind === "arrival"} />}
    </div>
  );
}

function Quiet({ session, arrival }: { session: Session; arrival: boolean }) {
  const people = useStore($people);
  const you = useStore($you);
  const startsAt = useStore($space)?.settings.startsAt ?? null;
  const alone = !Object.values(people).some((person) => person && person.id !== you && person.connected);
  return (
    <div className={css.quiet}>
      <Moon aria-hidden />
      <p>
        {arrival && alone ? (
          <>
            <Trans>You are the first one here. Look around; the others appear as they come in.</Trans>{" "}
            {startsAt !== null && <Begins at={startsAt} />}
          </>
        ) : arrival ? (
          <Trans>You are in the quiet bay. Nobody hears you here, and you hear nobody.</Trans>
        ) : (
          <Trans>This is a quiet place: no sound goes in or out.</Trans>
        )}
      </p>
      {arrival && !alone && (
        <Button size="s" look="primary" onClick={() => session.walkTo({ kind: "group" })}>
          <Trans>Take me to the group</Trans>
        </Button>
      )}
    </div>
  );
}
