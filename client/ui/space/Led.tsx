import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Eye, LifeBuoy, Megaphone, Mic, Radio, Snowflake, Turtle } from "lucide-react";
import type { ReactNode } from "react";
import { can } from "../../../shared/domain/permissions.ts";
import { $help, $sessionFacts } from "../../store/leading.ts";
import { $asParticipant, $people, $role, $space, $you } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import type { Session } from "./session.ts";
import css from "./Led.module.css";

function Pill({ icon, children, action, kind }: { icon: ReactNode; children: ReactNode; action?: ReactNode; kind: string }) {
  return (
    <li className={css.pill} data-kind={kind}>
      {icon}
      <span className={css.words}>{children}</span>
      {action}
    </li>
  );
}

/** How the session is led just now, as far as it concerns whoever reads it: whose turn, paused, slow, one's call for help, who leads. */
export function Led({ session }: { session: Session }) {
  const { t } = useLingui();
  const facts = useStore($sessionFacts);
  const people = useStore($people);
  const you = useStore($you) ?? 0;
  const leads = can(useStore($role), "lead.hold");
  const as = useStore($asParticipant);
  const help = useStore($help);
  const { stage, megaphone, frozen, slow, lead, standIn } = facts;
  // Undefined: gone a moment ago, or hidden from this page.
  const nameOf = (id: number): string | undefined => people[id]?.name;
  const speaker = nameOf(stage);
  const first = nameOf(lead);
  const second = nameOf(standIn);
  const loud = nameOf(megaphone);
  if (!as && stage === 0 && megaphone === 0 && !frozen && slow === 0 && help === null && (!leads || standIn === 0)) return null;
  return (
    <ul className={css.led} aria-label={t`The session`}>
      {as && (
        <Pill
          kind="as"
          icon={<Eye aria-hidden />}
          action={
            <Button size="s" look="primary" onClick={() => $asParticipant.set(false)}>
              <Trans>Back to leading</Trans>
            </Button>
          }
        >
          <Trans>You see what a participant sees.</Trans>
        </Pill>
      )}
      {leads && standIn === you && (
        <Pill kind="lead" icon={<Radio aria-hidden />}>
          {first === undefined ? (
            <Trans>You lead: the first to lead is gone.</Trans>
          ) : (
            <Trans>You lead, too: the connection of {first} broke.</Trans>
          )}
        </Pill>
      )}
      {leads && lead === you && standIn !== 0 && (
        <Pill
          kind="lead"
          icon={<Radio aria-hidden />}
          action={
            <Button size="s" look="primary" onClick={() => session.lead("lead", { to: null })}>
              <Trans>Take it back</Trans>
            </Button>
          }
        >
          {second === undefined ? (
            <Trans>Somebody else leads, too: your connection was gone.</Trans>
          ) : (
            <Trans>{second} leads, too: your connection was gone.</Trans>
          )}
        </Pill>
      )}
      {megaphone !== 0 && (
        <Pill kind={megaphone === you ? "mine" : "stage"} icon={<Megaphone aria-hidden />}>
          {megaphone === you ? (
            <Trans>You speak to everyone, in all places.</Trans>
          ) : loud === undefined ? (
            <Trans>Somebody speaks to everyone.</Trans>
          ) : (
            <Trans>{loud} speaks to everyone.</Trans>
          )}
        </Pill>
      )}
      {stage !== 0 && (
        <Pill
          kind={stage === you ? "mine" : "stage"}
          icon={<Mic aria-hidden />}
          action={
            stage === you ? (
              <Button size="s" onClick={() => session.lead("stage", { person: null })}>
                <Trans>I am done</Trans>
              </Button>
            ) : (
              leads && (
                <Button size="s" onClick={() => session.lead("stage", { person: null })}>
                  <Trans>Take it back</Trans>
                </Button>
              )
            )
          }
        >
          {stage === you ? (
            <Trans>It is your turn.</Trans>
          ) : speaker === undefined ? (
            <Trans>It is somebody else’s turn.</Trans>
          ) : (
            <Trans>It is {speaker}’s turn.</Trans>
          )}
        </Pill>
      )}
      {frozen && (
        <Pill
          kind="frozen"
          icon={<Snowflake aria-hidden />}
          action={
            leads && (
              <Button size="s" onClick={() => session.lead("freeze", { on: false })}>
                <Trans>Let it go on</Trans>
              </Button>
            )
          }
        >
          {leads ? (
            <Trans>Paused: participants do not walk or write.</Trans>
          ) : (
            <Trans>The room is paused: stay where you are until it goes on.</Trans>
          )}
        </Pill>
      )}
      {slow !== 0 && (
        <Pill kind="slow" icon={<Turtle aria-hidden />}>
          <Plural value={slow} one="Slow chat: one line every second." other="Slow chat: one line every # seconds." />
        </Pill>
      )}
      {help !== null && <Called session={session} />}
    </ul>
  );
}

function Called({ session }: { session: Session }) {
  const people = useStore($people);
  const help = useStore($help);
  const contact = useStore($space)?.contact ?? "";
  if (help === null) return null;
  const name = people[help.by]?.name;
  return (
    <Pill
      kind="help"
      icon={<LifeBuoy aria-hidden />}
      action={
        <Button size="s" look="plain" onClick={() => session.lead("helpCancel", {})}>
          <Trans>Not needed any more</Trans>
        </Button>
      }
    >
      {help.state === "coming" ? (
        name === undefined ? (
          <Trans>A trainer is coming to help you.</Trans>
        ) : (
          <Trans>{name} is coming to help you.</Trans>
        )
      ) : help.onDuty === 0 ? (
        <>
          <Trans>No trainer is here just now; whoever comes reads your call.</Trans>{" "}
          {contact !== "" && <Trans>You can also turn to: {contact}</Trans>}
        </>
      ) : (
        <Plural
          value={help.onDuty}
          one="You called for help. # trainer is here and reads it."
          other="You called for help. # trainers are here and read it."
        />
      )}
    </Pill>
  );
}
