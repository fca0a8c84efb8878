/** Entries of the log in words. */
import { useLingui } from "@lingui/react/macro";
import { isDeed, type Deed } from "../../../shared/domain/deeds.ts";
import type { Role } from "../../../shared/domain/permissions.ts";
import { ROLES } from "../../../shared/domain/permissions.ts";
import type { AuditInfo } from "../../../shared/protocol/http.ts";
import { useRoleName } from "../text/roles.ts";

export function useDeeds(): (entry: AuditInfo, letters: ReadonlyMap<string, string>) => string {
  const { t } = useLingui();
  const roleName = useRoleName();
  return ({ actor, target, action, facts }, letters) => {
    const a = letters.get(actor) ?? t`the server`;
    const b = letters.get(target) ?? "–";
    const role = roleName(ROLES.find((one): one is Role => one === facts["role"]) ?? "participant");
    const n = Number(facts["minutes"] ?? facts["seconds"] ?? facts["people"] ?? 0);
    const words: Record<Deed, string> = {
      role: t`${a} gave ${b} the role: ${role}`,
      hand_over: t`${a} handed the space over to ${b}`,
      delete: t`${a} deleted the space`,
      mute: t`${a} muted ${b}`,
      mute_all: t`${a} muted everyone who does not lead`,
      cam_off: t`${a} turned the camera of ${b} off`,
      cam_off_all: t`${a} turned the cameras of all who do not lead off`,
      screen_off: t`${a} ended the screen that ${b} showed`,
      screen_off_all: t`${a} ended the screens of all who do not lead`,
      let_show: target === "" ? t`${a} let everyone speak and be seen again` : t`${a} let ${b} speak and be seen again`,
      whisper_enter: t`${a} came into a whisper of ${b} unasked`,
      whisper_end: t`${a} ended a whisper of ${b}`,
      warn: t`${a} warned ${b}`,
      eject: t`${a} put ${b} out for ${n} min`,
      ban: t`${a} banned ${b}`,
      unban: t`${a} let ${b} come back`,
      admit: t`${a} let ${b} in`,
      turn_away: t`${a} turned ${b} away at the lobby`,
      report: t`${a} sent a report about ${b}`,
      report_closed: t`${a} closed a report`,
      line_passed: t`${a} let a held line of ${b} through`,
      line_dropped: t`${a} dropped a held line of ${b}`,
      freeze: t`${a} froze the room`,
      unfreeze: t`${a} let the room go on`,
      slow: n === 0 ? t`${a} ended the slow chat` : t`${a} slowed the chat down: one line in ${n} s`,
      gather: t`${a} gathered everyone (${n})`,
      announce: t`${a} wrote a message to all`,
      help_called: t`${a} called for help`,
      help_taken: t`${a} answered the call of ${b}`,
      help_closed: t`${a} settled the call of ${b}`,
    };
    if (!isDeed(action)) return t`${a} did something that this version of Kartu has no words for (${action})`;
    const did = words[action];
    return facts["hold"] === true ? t`${did}; it stays so until somebody who leads lets it again` : did;
  };
}
