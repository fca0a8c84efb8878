import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Hand } from "lucide-react";
import { can } from "../../../shared/domain/permissions.ts";
import { $sessionFacts } from "../../store/leading.ts";
import { $role, $you } from "../../store/space.ts";
import { Item } from "./BarItem.tsx";
import type { Session } from "./session.ts";

/** One's place in the queue of raised hands; 0: one's hand is down. */
export const handPlace = (): number => $sessionFacts.get().hands.indexOf($you.get() ?? 0) + 1;

export const switchHand = (session: Session): boolean => session.lead("hand", { up: handPlace() === 0 });

export function HandButton({ session }: { session: Session }) {
  const { t } = useLingui();
  const hands = useStore($sessionFacts).hands;
  const place = hands.indexOf(useStore($you) ?? 0) + 1;
  if (!can(useStore($role), "hand.raise")) return null;
  return (
    <Item
      icon={<Hand aria-hidden />}
      pressed={place > 0}
      badge={place}
      {...(place > 0 ? { badgeWords: t`place ${place} in the queue` } : {})}
      onClick={() => switchHand(session)}
    >
      {place > 0 ? <Trans>Hand is up</Trans> : <Trans>Raise hand</Trans>}
    </Item>
  );
}
