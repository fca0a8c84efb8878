import { msg } from "@lingui/core/macro";
import type { I18n, MessageDescriptor } from "@lingui/core";
import { useLingui } from "@lingui/react";
import type { Role } from "../../../shared/domain/permissions.ts";

const ROLE_NAMES: Record<Role, MessageDescriptor> = {
  owner: msg({ id: "role.owner", message: "Owner" }),
  trainer: msg({ id: "role.trainer", message: "Trainer" }),
  cotrainer: msg({ id: "role.cotrainer", message: "Co-trainer" }),
  participant: msg({ id: "role.participant", message: "Participant" }),
  observer: msg({ id: "role.observer", message: "Observer" }),
};

export const roleName = (i18n: I18n, role: Role): string => i18n._(ROLE_NAMES[role]);

export function useRoleName(): (role: Role) => string {
  const { i18n } = useLingui();
  return (role) => roleName(i18n, role);
}
