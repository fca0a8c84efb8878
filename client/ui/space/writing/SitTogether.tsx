import { Trans } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Armchair } from "lucide-react";
import { HEAR_OUT } from "../../../../shared/domain/units.ts";
import type { PersonId } from "../../../../shared/protocol/messages.ts";
import { $iHear } from "../../../store/media.ts";
import { $distances } from "../../../store/space.ts";
import { $together } from "../../../store/writing.ts";
import { Button } from "../../parts/Button.tsx";
import type { Session } from "../session.ts";

/** On somebody's card: two in one physical room need not hear each other twice. */
export function SitTogether({ person, session }: { person: PersonId; session: Session }) {
  const state = useStore($together).find((one) => one.person === person)?.state;
  const near = (useStore($distances).get(person) ?? Number.POSITIVE_INFINITY) <= HEAR_OUT;
  const heard = useStore($iHear).includes(person);
  if (state === undefined && !near && !heard) return null;
  const say = (on: boolean) => () => session.written.sit(person, on);
  const icon = <Armchair aria-hidden />;
  switch (state) {
    case undefined:
      return (
        <Button icon={icon} onClick={say(true)}>
          <Trans>We sit in one room</Trans>
        </Button>
      );
    case "asks":
      return (
        <Button icon={icon} look="primary" onClick={say(true)}>
          <Trans>Yes, we sit together</Trans>
        </Button>
      );
    case "asked":
      return (
        <Button icon={icon} onClick={say(false)}>
          <Trans>Asked. Take it back</Trans>
        </Button>
      );
    case "yes":
      return (
        <Button icon={icon} onClick={say(false)}>
          <Trans>We no longer sit together</Trans>
        </Button>
      );
  }
}
