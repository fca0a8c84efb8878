import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Compass } from "lucide-react";
import { Item } from "./BarItem.tsx";
import { $dock, $leads, $sheet, $waiting, switchLead } from "./lead-state.ts";

/** Opens what those who lead have; how many wait for them stands on it, also while it is closed. @param sheet there is no room for a bar at the edge */
export function LeadButton({ sheet }: { sheet: boolean }) {
  const { t } = useLingui();
  const dock = useStore($dock);
  const open = useStore($sheet);
  const { hands, help, door } = useStore($waiting);
  const waiting = hands + help + door;
  if (!useStore($leads)) return null;
  return (
    <Item
      icon={<Compass aria-hidden />}
      pressed={sheet ? open : dock}
      badge={waiting}
      {...(waiting > 0 ? { badgeWords: t`${plural(waiting, { one: "# person waits for you", other: "# people wait for you" })}` } : {})}
      opens="lead"
      onClick={() => switchLead(sheet)}
    >
      <Trans>Lead</Trans>
    </Item>
  );
}
