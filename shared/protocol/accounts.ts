/** The part of the HTTP API about accounts of trainers and their organisation. Codes and passwords travel in bodies, never in a path. */
import type { Me } from "./http.ts";

/** What a browser made of the options for a new passkey (WebAuthn's RegistrationResponseJSON, as far as it is read). */
export interface PasskeyMade {
  id: string;
  rawId: string;
  type: "public-key";
  response: { clientDataJSON: string; attestationObject: string; transports?: string[] | undefined };
  clientExtensionResults: Record<string, never>;
}
/** What a browser signed with a passkey (AuthenticationResponseJSON, as far as it is read). */
export interface PasskeyUsed {
  id: string;
  rawId: string;
  type: "public-key";
  response: { clientDataJSON: string; authenticatorData: string; signature: string; userHandle?: string | undefined };
  clientExtensionResults: Record<string, never>;
}

/** By what somebody can show that it is them. */
export interface Ways {
  password: boolean;
  passkeys: number;
  /** Recovery codes that are left. */
  recovery: number;
}

export interface PasskeyInfo {
  id: string;
  name: string;
  createdAt: number;
  /** UTC ms, or null: never yet. */
  usedAt: number | null;
}
export interface SessionInfo {
  id: string;
  /** "Firefox/Android"; parts may be empty: `deviceOf`. */
  device: string;
  createdAt: number;
  /** UTC ms, to the hour. */
  seenAt: number;
  /** The one that asks. */
  here: boolean;
}
export interface AccountInfo {
  name: string;
  /** Null before one was chosen; it goes with the password. */
  loginName: string | null;
  ways: Ways;
  passkeys: PasskeyInfo[];
  /** The one that asks first, then by when they were seen. */
  sessions: SessionInfo[];
  /** Host for which passkeys can be made at the address by which this was asked, or null: none can. */
  passkeyHost: string | null;
}

export interface OrganisationInfo {
  name: string;
  contact: string;
  you: "owner" | "member";
  /** Owners first, then by when they came. `ready`: can log in again by themselves. */
  members: { user: string; name: string; owner: boolean; since: number; ready: boolean }[];
  /** Links that nobody has used yet; for owners. */
  invitations: InvitationInfo[];
}
export interface InvitationInfo {
  id: string;
  /** For whom it is, in the owner's words. */
  label: string;
  createdAt: number;
  expiresAt: number;
}

/** Proof that it is still them: one of the three. */
export type Proof = { password: string } | { passkey: PasskeyUsed } | { recovery: string };

type Nothing = Record<string, never>;
interface Done {
  ok: true;
}

/**
 * Errors: `login_wrong` and `login_wait {minutes, seconds}` are the same for a name that nobody has. What cannot be undone answers
 * `confirm_needed` until POST /api/confirm succeeded within the last five minutes (`client/ui/account/confirmation.ts` does both); with
 * `{ways: 0}` there is nothing to confirm with yet, and a passkey or a password is to be made first.
 */
export interface AccountApi {
  "POST /api/login/password": { body: { login: string; password: string }; answer: Me };
  "POST /api/login/passkey/options": { body: Nothing; answer: { options: unknown } };
  "POST /api/login/passkey": { body: { passkey: PasskeyUsed }; answer: Me };
  /** One of one's recovery codes, which is used up by it. Errors: `recovery_unknown`. */
  "POST /api/login/recovery": { body: { code: string }; answer: Me };
  /** A one-time link that whoever runs the server made (`npm run admin -- reset-login`). Errors: `link_unknown`. */
  "POST /api/login/link": { body: { code: string }; answer: Me };

  /** Errors: `forbidden`: guests have no account. */
  "GET /api/account": { answer: AccountInfo };
  /** Sets both; without a password only the name changes. */
  "POST /api/account/password": { body: { login: string; password: string | null }; answer: { ways: Ways } };
  "POST /api/account/password/remove": { body: Nothing; answer: { ways: Ways } };
  "POST /api/account/passkeys/options": { body: Nothing; answer: { options: unknown } };
  "POST /api/account/passkeys": { body: { passkey: PasskeyMade; name: string }; answer: { passkey: PasskeyInfo } };
  "POST /api/account/passkeys/:passkey/name": { body: { name: string }; answer: Done };
  "POST /api/account/passkeys/:passkey/remove": { body: Nothing; answer: { ways: Ways } };
  /** New ones in place of the old; they are told this once. */
  "POST /api/account/recovery": { body: Nothing; answer: { codes: string[] } };
  "POST /api/account/sessions/:session/end": { body: Nothing; answer: Done };
  /** All but the one that asks. */
  "POST /api/account/sessions/end-others": { body: Nothing; answer: { ended: number } };

  "POST /api/confirm/options": {
    body: Nothing;
    answer: { ways: Ways; loginName: string | null /** Null: no passkey here */; options: unknown };
  };
  "POST /api/confirm": { body: Proof; answer: Done };

  /** For members of the organisation. */
  "GET /api/organisation": { answer: OrganisationInfo };
  "PATCH /api/organisation": { body: { name?: string; contact?: string }; answer: OrganisationInfo };
  /** A link `/member#<code>`, for one person, for a week. */
  "POST /api/organisation/invitations": { body: { label: string }; answer: { invitation: InvitationInfo; code: string } };
  "POST /api/organisation/invitations/:invitation/revoke": { body: Nothing; answer: Done };
  /** Makes a member an owner of the organisation, or no more. Errors: `last_org_owner`. */
  "POST /api/organisation/members/:user/owner": { body: { on: boolean }; answer: Done };
  /** They are members no more, of no space either, and logged out everywhere. Everyone may remove themselves. Errors: `last_org_owner`. */
  "POST /api/organisation/members/:user/remove": { body: Nothing; answer: Done };
  /** Errors: `link_unknown`. `me`: who would become a member, or null: a new person. */
  "POST /api/member/peek": { body: { code: string }; answer: { organisation: string; me: Me | null } };
  "POST /api/member/claim": {
    body: { code: string; name: string; lang: string /** stay the person of the session */; asMe: boolean };
    answer: Me;
  };

  /** The space with everything in it: boards, chat, invites, members. Whoever is inside is told. It cannot be undone. */
  "POST /api/spaces/:space/delete": { body: Nothing; answer: Done };
}
