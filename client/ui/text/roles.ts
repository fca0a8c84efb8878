import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import { useLingui } from "@lingui/react";
import type { Role } from "../../../shared/domain/permissions.ts";

const ROLE_NAMES: Record<Role, MessageDescriptor> = {
  owner: msg({ id: "role.owner", message: "Owner" }),
  trainer: msg({ id: "role.trainer", message: "Trainer" }),
  cotrainer: msg({ id: "role.cotrainer", message: "Co-trainer" }),
  participant: msg({ id: "role.participant", message: "Participant" }),
  observer: msg({ id: "role.observer", message: "Observer" }),
};

export function useRoleName(): (role: Role) => string {
  const { i18n } = useLingui();
  return (role) => i18n._(ROLE_NAMES[role]);
}
