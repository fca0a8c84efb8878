import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { CircleQuestionMark, MapPin, UserPlus, Users } from "lucide-react";
import { useEffect, useRef } from "react";
import { can } from "../../../shared/domain/permissions.ts";
import { $events, $people, $place, $places, $role, $space } from "../../store/space.ts";
import { placeText } from "../text/labels.ts";
import { $dialog, $panel, showPanel } from "./ui-state.ts";
import { BigTimer } from "./BigTimer.tsx";
import type { Session } from "./session.ts";
import { DutyButton } from "./DutyButton.tsx";
import { isTyping } from "./is-typing.ts";
import css from "./Header.module.css";

export function Header({ session, timer }: { session: Session; timer: boolean }) {
  const { t, i18n } = useLingui();
  const place = useStore($places)[useStore($place) ?? ""];
  const people = useStore($people);
  const space = useStore($space);
  const role = useStore($role);
  const heading = useRef<HTMLHeadingElement>(null);
  const count = Object.values(people).reduce((sum, person) => sum + (person?.place === place?.id ? person.heads : 0), 0);

  // Being moved is said by the live region in one sentence; the heading of the new place takes the focus, unless one is writing.
  useEffect(() => {
    let seen = $events.get().at(-1)?.id ?? 0;
    return $events.listen((events) => {
      const moved = events.some((event) => event.id > seen && event.kind === "moved" && event.why !== "correction");
      seen = events.at(-1)?.id ?? seen;
      if (moved && !isTyping() && document.querySelector("dialog[open]") === null) heading.current?.focus({ preventScroll: true });
    });
  }, []);

  return (
    <header className={css.header}>
      <div className={css.where}>
        <MapPin aria-hidden />
        <div className={css.names}>
          <h1 ref={heading} tabIndex={-1}>
            {placeText(i18n, place) || space?.name}
          </h1>
          <p>{space?.name}</p>
        </div>
      </div>
      <button
        type="button"
        className={css.count}
        onClick={() => showPanel($panel.get() === "people" ? null : "people")}
        aria-label={t`People here: ${count}`}
        title={t`People here`}
      >
        <Users aria-hidden />
        <span aria-hidden="true">{count}</span>
      </button>
      <span className="hidden">
        <Plural value={count} one="# person in this place" other="# people in this place" />
      </span>
      {timer && <BigTimer session={session} where="header" />}
      <div className={css.tools}>
        {can(role, "report.read") && <DutyButton className={css.duty} />}
        {can(role, "invite.create") && (
          <button type="button" className={css.invite} onClick={() => $dialog.set({ kind: "invite" })}>
            <UserPlus aria-hidden />
            <span>
              <Trans>Invite</Trans>
            </span>
          </button>
        )}
        <button type="button" className={css.help} onClick={() => $dialog.set({ kind: "help" })}>
          <CircleQuestionMark aria-hidden />
          <span>
            <Trans>Help</Trans>
          </span>
        </button>
      </div>
    </header>
  );
}
