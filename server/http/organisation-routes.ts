/** The routes about the organisation and its members, and the end of a space. Part of the one table in `routes.ts`. */
import { ok } from "../../shared/domain/result.ts";
import type { AccountApi } from "../../shared/protocol/accounts.ts";
import {
  changeOrganisation,
  claimMemberLink,
  inviteMember,
  peekMemberLink,
  readOrganisation,
  removeMember,
  revokeInvitation,
  setOrgOwner,
} from "../commands/accounts/organisation.ts";
import { confirmed } from "../commands/accounts/sure.ts";
import { describeMe } from "../commands/me.ts";
import type { PeopleWorld } from "./people-routes.ts";
import type { Route } from "./route.ts";

export type OrganisationKey =
  | Extract<keyof AccountApi, `${string} /api/${"organisation" | "member/"}${string}`>
  | "POST /api/spaces/:space/delete";

const done = { ok: true } as const;

export const organisationRoutes = ({ ports, features, within }: PeopleWorld): { [K in OrganisationKey]: Route<K> } => ({
  "GET /api/organisation": { access: "session", handle: ({ who }) => readOrganisation(ports, who) },
  "PATCH /api/organisation": {
    access: "session",
    rate: "write",
    handle: ({ who, body }) => changeOrganisation(ports, who, body),
  },
  "POST /api/organisation/invitations": {
    access: "session",
    rate: "write",
    handle: ({ who, body }) => inviteMember(ports, who, body.label),
  },
  "POST /api/organisation/invitations/:invitation/revoke": {
    access: "session",
    rate: "write",
    handle: async ({ who, param }) => {
      const revoked = await revokeInvitation(ports, who, param("invitation"));
      return revoked.ok ? ok(done) : revoked;
    },
  },
  "POST /api/organisation/members/:user/owner": {
    access: "session",
    rate: "write",
    handle: async ({ who, param, body }) => {
      const changed = await setOrgOwner(ports, who, { user: param("user"), owner: body.on });
      if (!changed.ok) return changed;
      await features.orgOwnerChanged(param("user"));
      return ok(done);
    },
  },
  "POST /api/organisation/members/:user/remove": {
    access: "session",
    rate: "write",
    handle: async ({ who, param, letGo }) => {
      const ended = await removeMember(ports, who, param("user"));
      if (!ended.ok) return ended;
      for (const session of ended.value) features.sessionEnded({ session });
      if (param("user") === who.user.id) letGo();
      return ok(done);
    },
  },
  "POST /api/member/peek": {
    access: "anyone",
    byCode: true,
    handle: async ({ who, body }) => {
      const known = await peekMemberLink(ports, body.code);
      return known.ok ? ok({ ...known.value, me: who === null ? null : await describeMe(ports, who.user) }) : known;
    },
  },
  "POST /api/member/claim": {
    access: "anyone",
    byCode: true,
    handle: async ({ who, body, letIn, rateKey, device, origin }) => {
      const entered = await claimMemberLink(ports, body, { address: rateKey, device, origin }, who);
      if (!entered.ok) return entered;
      if (who !== null) features.sessionEnded(who);
      letIn(entered.value.token);
      return ok(await describeMe(ports, entered.value.user));
    },
  },
  "POST /api/spaces/:space/delete": {
    access: "session",
    rate: "write",
    handle: async ({ who, param }) => {
      const access = await within(who, param("space"), "space.delete");
      if (!access.ok) return access;
      const sure = await confirmed(ports, who);
      if (!sure.ok) return sure;
      await features.deleteSpace({ space: access.value.space.id, by: who.user.id });
      return ok(done);
    },
  },
});
