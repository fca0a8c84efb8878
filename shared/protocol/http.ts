/**
 * The HTTP API: paths, bodies, answers. Every answer that is not 2xx is a `Failure`. Bodies are JSON under 64 KB; each has a zod
 * schema in `check/http.ts`. Writes need the session cookie and an own origin. Codes (owner, invite) travel in bodies and page fragments,
 * never in a path or query, so that no log holds them.
 */
import type { ErrorCode } from "../domain/errors.ts";
import type { Role } from "../domain/permissions.ts";
import type { Place } from "../domain/place.ts";
import type { ReportWhy } from "./leading.ts";

export interface Failure {
  code: ErrorCode;
  params?: Record<string, string | number>;
}

export interface Me {
  user: string;
  name: string;
  /** Wire form, or "" before one was chosen. */
  appearance: string;
  lang: string;
  /** True for the organisation's owner. */
  owner: boolean;
  spaces: { id: string; name: string; role: Role }[];
}

export interface SpaceInfo {
  id: string;
  name: string;
  role: Role;
  settings: SpaceSettings;
  /** Who is inside just now. */
  present: number;
}

export interface SpaceSettings {
  /** Default true; forces relay-only media on any public address. SAFETY.md. */
  admitsMinors: boolean;
  /** The owner has read that those who talk see each other's internet address, and accepts it. */
  acceptsVisibleAddresses: boolean;
}

export interface InviteInfo {
  id: string;
  role: Role;
  /** UTC ms, or null. */
  expiresAt: number | null;
  usesLeft: number | null;
  revoked: boolean;
  /** Who comes by it waits in the lobby: asked for, or since somebody who came by it was banned. */
  lobby: boolean;
  /** A personal one: for whom. */
  label: string | null;
  createdAt: number;
}

export interface MemberInfo {
  user: string;
  name: string;
  role: Role;
  /** UTC ms; 0: before this was kept. */
  since: number;
  /** UTC ms until which they are put out, or null. */
  ejectedUntil: number | null;
  banned: boolean;
  /** In the lobby until somebody who leads decides. */
  waits: boolean;
}

export interface ReportInfo {
  id: string;
  /** UTC ms */
  at: number;
  /** Null: erased since; about: or nobody in particular. */
  reporter: { user: string; name: string } | null;
  about: { user: string; name: string } | null;
  why: ReportWhy;
  text: string;
  /** The last lines of the place's chat, oldest first. */
  context: { at: number; name: string; text: string }[];
  closedAt: number | null;
}

export interface AuditInfo {
  id: string;
  /** UTC ms */
  at: number;
  /** Random names of people; "": nobody. */
  actor: string;
  target: string;
  action: string;
  facts: Record<string, string | number | boolean>;
}

/** What this server's address is good for: the invite page leads from here to one that a phone can open. */
export interface AddressReport {
  /** Origin that invites carry: PUBLIC_URL, or the one this request came by. */
  origin: string;
  reach: "this-device" | "this-network" | "internet";
  secure: boolean;
  /** Other addresses of this host in its network, as origins; without them a phone cannot come. */
  network: string[];
  port: number;
}

/** Signalling of the media server on Kartu's own port; livekit-client adds `/rtc/v1`. */
export const SOUND_PATH = "/livekit";

export interface IceReport {
  /** How sound travels in this space while it runs: from page to page (when nothing is said), or through the media server. */
  transport?: "mesh" | "livekit";
  iceServers: { urls: string[]; username?: string; credential?: string }[];
  /** "relay" hides internet addresses from each other. */
  policy: "all" | "relay";
  /** Why no sound can be offered, or null. */
  refused: "minors_no_relay" | null;
}

export interface Api {
  "GET /healthz": { answer: { ok: true; build: string } };
  "GET /api/me": { answer: Me };
  "PATCH /api/me": { body: { name: string; appearance: string; lang: string }; answer: Me };
  /** Ends the session and clears the cookie. */
  "POST /api/forget": { body: Record<string, never>; answer: { ok: true } };
  "POST /api/owner/claim": { body: { code: string }; answer: Me };
  "POST /api/spaces": { body: { name: string }; answer: SpaceInfo };
  "GET /api/spaces/:space": { answer: SpaceInfo };
  "PATCH /api/spaces/:space": { body: { name?: string; settings?: Partial<SpaceSettings> }; answer: SpaceInfo };
  "GET /api/spaces/:space/places": { answer: { places: Place[]; boards: { id: string; label: string }[] } };
  "GET /api/spaces/:space/ice": { answer: IceReport };
  "GET /api/spaces/:space/invites": { answer: { invites: InviteInfo[] } };
  /** The code is told once, here; only its hash is stored. */
  "POST /api/spaces/:space/invites": {
    body: {
      role: Role;
      days: number | null;
      uses: number | null /** who comes by it waits in the lobby; default false */;
      lobby?: boolean;
    };
    answer: { invite: InviteInfo; code: string };
  };
  /**
   * Personal invites, each for one person and one use; the codes are told once, here. `csv`: name and link, for a mail merge. All or none; errors of
   * names carry `line` (the first is 1).
   */
  "POST /api/spaces/:space/invites/batch": {
    body: { names: string[]; role: Role; days: number | null; lobby: boolean };
    answer: { invites: { invite: InviteInfo; name: string; code: string }[]; csv: string };
  };
  "POST /api/invites/:invite/revoke": { body: Record<string, never>; answer: { ok: true } };
  "POST /api/invites/peek": {
    body: { code: string };
    answer: { space: string; spaceName: string /** a known guest may continue */; me: Me | null };
  };
  "POST /api/invites/enter": {
    body: { code: string; name: string; appearance: string; lang: string /** continue the session of the cookie */; asMe: boolean };
    answer: { me: Me; space: string };
  };
  /** Everyone who belongs to the space, longest first. For those who lead. */
  "GET /api/spaces/:space/members": { answer: { members: MemberInfo[] } };
  /** Errors: `forbidden`, `not_found` (no such member), `last_owner`. Whoever is inside is told (`role`), and may do what it says at once. */
  "POST /api/spaces/:space/members/:user/role": { body: { role: Role }; answer: { ok: true } };
  /** The member owns the space from now on; who hands it over becomes a trainer. It cannot be undone by oneself. */
  "POST /api/spaces/:space/members/:user/hand-over": { body: Record<string, never>; answer: { ok: true } };
  /** Undoes a ban or an eject, or bans somebody who is not inside. Of those below one's own role. The last hour of an eject ends at once. */
  "POST /api/spaces/:space/members/:user/ban": { body: { on: boolean }; answer: { ok: true } };
  /** Reports of this space, open ones first; those about oneself are left out. For those on duty. */
  "GET /api/spaces/:space/reports": { answer: { reports: ReportInfo[] } };
  "POST /api/spaces/:space/reports/:report/close": { body: Record<string, never>; answer: { ok: true } };
  /** The log of what was done, oldest first; people stand in it under random names. `csv` is the same, for a spreadsheet. */
  "GET /api/spaces/:space/audit": { answer: { entries: AuditInfo[]; csv: string } };
  /** Whom one has blocked, in all spaces. */
  "GET /api/me/blocks": { answer: { blocked: { user: string; name: string }[] } };
  "POST /api/me/unblock": { body: { user: string }; answer: { ok: true } };
  /** Lets in a member who waits, whether they are in the lobby just now or not. Errors: `not_found`: nobody such waits. */
  "POST /api/spaces/:space/members/:user/admit": { body: Record<string, never>; answer: { ok: true } };
  /**
   * A seat in the lobby (`protocol/lobby.ts`), for whom POST …/join answered `in_lobby` or `space_full`. Errors: `lobby_refused`; `bad_request`:
   * there is nothing to wait for any more, join.
   */
  "POST /api/spaces/:space/lobby": { body: Record<string, never>; answer: { reservation: unknown } };
  "GET /api/address": { answer: AddressReport };
  /** Reserves a seat in the space's room: hand the answer to the SDK's `consumeSeatReservation`. Colyseus' own /matchmake is closed. */
  "POST /api/spaces/:space/join": { body: { protocol: number; build: string; lang: string }; answer: { reservation: unknown } };
}
