import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Ear, Mic, DoorOpen, Footprints, MessagesSquare, Moon, Presentation, UserPlus } from "lucide-react";
import type { ReactNode } from "react";
import { can } from "../../../shared/domain/permissions.ts";
import type { Area } from "../../../shared/domain/place.ts";
import { NEAR } from "../../../shared/domain/units.ts";
import { $distances, $people, $place, $places, $role, $you } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import { areaText, labelLang, placeText } from "../text/labels.ts";
import { PersonRow } from "./PersonRow.tsx";
import type { Session } from "./session.ts";
import { $dialog, $openBoard } from "./ui-state.ts";
import css from "./People.module.css";

/** Who stands within this distance is "near you", px: twice as far as a connection is prepared for. */
const NEAR_YOU = 2 * NEAR;

/** The world as a list: who is near, everyone, and every place to go to. */
export function People({ session }: { session: Session }) {
  const { t, i18n } = useLingui();
  const people = useStore($people);
  const distances = useStore($distances);
  const you = useStore($you);
  const places = useStore($places);
  const place = places[useStore($place) ?? ""];
  const role = useStore($role);

  const everyone = Object.values(people).filter((person) => person !== undefined);
  const others = everyone
    .filter((person) => person.id !== you)
    .sort(
      // Whoever looks for a trainer finds one on top.
      (a, b) => Number(can(b.role, "lead.hold")) - Number(can(a.role, "lead.hold")) || a.name.localeCompare(b.name, i18n.locale),
    );
  const near = others
    .filter((person) => (distances.get(person.id) ?? Number.POSITIVE_INFINITY) <= NEAR_YOU)
    .sort((a, b) => (distances.get(a.id) ?? 0) - (distances.get(b.id) ?? 0));
  const nearIds = new Set(near.map((person) => person.id));
  const rest = others.filter((person) => !nearIds.has(person.id));
  const me = people[you ?? -1];
  const areas = place?.areas ?? [];

  return (
    <div className={css.people}>
      <Section id="near" title={<Trans>Near you</Trans>}>
        {near.length === 0 ? (
          <p className={css.empty}>
            {others.length === 0 ? <Trans>You are the first one here.</Trans> : <Trans>Nobody is near you. Walk to someone:</Trans>}
          </p>
        ) : (
          <ul className={css.list}>
            {near.map((person) => (
              <PersonRow key={person.id} person={person} session={session} near />
            ))}
          </ul>
        )}
        {others.length === 0 && can(role, "invite.create") && (
          <Button icon={<UserPlus aria-hidden />} onClick={() => $dialog.set({ kind: "invite" })}>
            <Trans>Invite your group</Trans>
          </Button>
        )}
      </Section>

      <Section
        id="everyone"
        title={<Trans>Everyone</Trans>}
        count={<Plural value={everyone.reduce((sum, person) => sum + person.heads, 0)} one="# person" other="# people" />}
      >
        <ul className={css.list}>
          {me && <PersonRow person={me} session={session} you />}
          {rest.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              session={session}
              {...(person.place === place?.id ? {} : { elsewhere: placeText(i18n, places[person.place]) })}
            />
          ))}
        </ul>
      </Section>

      <Areas title={<Trans>Boards</Trans>} id="boards" areas={areas.filter((area) => area.kind === "board")} session={session} />
      <Areas
        title={<Trans>Areas</Trans>}
        id="areas"
        areas={areas.filter((area) => area.kind !== "board" && area.kind !== "portal")}
        session={session}
      />
      <Areas title={<Trans>Doors</Trans>} id="doors" areas={areas.filter((area) => area.kind === "portal")} session={session} />
      <Button look="plain" size="s" onClick={() => $dialog.set({ kind: "history" })}>
        {t`What happened so far`}
      </Button>
    </div>
  );
}

function Section({ id, title, count, children }: { id: string; title: ReactNode; count?: ReactNode; children: ReactNode }) {
  return (
    <section className={css.section} aria-labelledby={`section-${id}`}>
      <h2 id={`section-${id}`} tabIndex={-1} className={css.title}>
        {title} {count && <span className={css.number}>{count}</span>}
      </h2>
      {children}
    </section>
  );
}

const ICONS = {
  board: Presentation,
  meeting: MessagesSquare,
  quiet: Moon,
  arrival: Footprints,
  stage: Mic,
  audience: Ear,
  portal: DoorOpen,
};

function Areas({ title, id, areas, session }: { title: ReactNode; id: string; areas: readonly Area[]; session: Session }) {
  const { t, i18n } = useLingui();
  if (areas.length === 0) return null;
  return (
    <Section id={id} title={title}>
      <ul className={css.list}>
        {areas.map((area) => {
          const Icon = ICONS[area.kind];
          const name = areaText(i18n, area);
          return (
            <li key={area.id} className={css.row}>
              <span className={css.sign} data-kind={area.kind}>
                <Icon aria-hidden />
              </span>
              <span className={css.words}>
                <strong lang={labelLang(area.label)}>{name}</strong>
                <span className={css.sub}>
                  <AreaRule area={area} />
                </span>
              </span>
              <Button size="s" onClick={() => session.walkTo({ kind: "area", area: area.id })} aria-label={t`Go to: ${name}`}>
                <Trans>Go to</Trans>
              </Button>
              {area.kind === "board" && (
                <Button
                  size="s"
                  look="primary"
                  onClick={() => $openBoard.set({ board: area.board, area: area.id })}
                  aria-label={t`Open board: ${name}`}
                >
                  <Trans>Open</Trans>
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** What an area means for sound, in a few words. */
function AreaRule({ area }: { area: Area }) {
  switch (area.kind) {
    case "meeting":
      return <Plural value={area.capacity} one="One conversation, for # person" other="One conversation, up to # people" />;
    case "quiet":
      return <Trans>Quiet: no sound</Trans>;
    case "stage":
      return <Trans>Stage: everyone before it hears you</Trans>;
    case "audience":
      return <Trans>You hear the stage here</Trans>;
    case "arrival":
      return <Trans>Arrival, quiet</Trans>;
    case "board":
      return <Trans>Draw and write together</Trans>;
    case "portal":
      return <Trans>Leads to another place</Trans>;
  }
}
