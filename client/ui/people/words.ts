/** Words for reasons and roles, as options to choose from. */
import { useLingui } from "@lingui/react/macro";
import type { Role } from "../../../shared/domain/permissions.ts";
import { type KeptWhy, REPORT_WHYS, type ReportWhy, WARN_WHYS, type WarnWhy } from "../../../shared/protocol/leading.ts";

export interface Whys {
  reportWhys: (readonly [ReportWhy, string])[];
  warnWhys: (readonly [WarnWhy, string])[];
  reportWhy: Record<KeptWhy, string>;
  roleMeans: Record<Role, string>;
}

export function useWhys(): Whys {
  const { t } = useLingui();
  const reportWhy: Record<KeptWhy, string> = {
    insult: t`Insults or mean words`,
    harassment: t`Somebody is bothered again and again`,
    sexual: t`Sexual words, pictures or questions`,
    threat: t`Threats or violence`,
    privacy: t`Private things were asked for or told`,
    other: t`Something else`,
    board: t`A word of the lists, on a board`,
  };
  const warnWhy: Record<WarnWhy, string> = {
    words: t`Words: this is not how people talk here`,
    noise: t`Too loud for the others`,
    behaviour: t`What they do is not all right for others`,
  };
  return {
    reportWhy,
    reportWhys: REPORT_WHYS.map((why) => [why, reportWhy[why]] as const),
    warnWhys: WARN_WHYS.map((why) => [why, warnWhy[why]] as const),
    roleMeans: {
      owner: t`May do everything here, also give roles to trainers and give the space away.`,
      trainer: t`Leads sessions, invites people, sets up the space and gives roles up to trainer.`,
      cotrainer: t`Leads along: mutes, lets people in, gathers, answers calls for help. Does not invite.`,
      participant: t`Talks, writes, draws and votes.`,
      observer: t`Listens and reads along; does not speak, write or draw.`,
    },
  };
}
