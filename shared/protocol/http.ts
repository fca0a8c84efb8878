/**
 * The HTTP API: paths, bodies, answers. Every answer that is not 2xx is a `Failure`. Bodies are JSON under 64 KB; each has a zod
 * schema in `check/http.ts`. Writes need the session cookie and an own origin. Codes (owner, invite) travel in bodies and page fragments,
 * never in a path or query, so that no log holds them.
 */
import type { ErrorCode } from "../domain/errors.ts";
import type { Role } from "../domain/permissions.ts";
import type { Place } from "../domain/place.ts";
import type { SettingsChange, SpaceSettings } from "../domain/space-settings.ts";
import type { DeskReport, DeskSpace } from "./desk.ts";
import type { AccountApi } from "./accounts.ts";
import type { KeptWhy } from "./leading.ts";

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
  /** An owner of the organisation. */
  owner: boolean;
  /** This session is one of a shared device: it ends with the browser. */
  shared?: boolean;
  /** A trainer of the organisation, who may open spaces; its owners are. */
  member: boolean;
  /** "none": a guest, who has none. "open": one that cannot be logged in to yet, since neither passkey nor password was made. */
  account: "none" | "open" | "ready";
  spaces: { id: string; name: string; role: Role }[];
}

export interface SpaceInfo {
  id: string;
  name: string;
  role: Role;
  settings: SpaceSettings;
  /** Who is inside just now. */
  present: number;
  /** Whom one turns to when nobody is on duty: the space's own contact, else the organisation's; "" for none. */
  contact: string;
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
  /** A try-out room of one's own before the start: `shared/domain/invite-kind.ts`. */
  opensEarly: boolean;
  /** For a device that several use: nothing stays on it. */
  shared: boolean;
  createdAt: number;
}

/** A code of conduct; `version` names this very text. */
export interface Conduct {
  text: string;
  version: string;
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
  /** A role that they would have by an invite, once somebody who leads agrees; null: none. */
  asks: Role | null;
  /** PersonId while they are inside; 0: they are not. */
  person: number;
}

export interface ReportInfo {
  id: string;
  /** UTC ms */
  at: number;
  /** Null: erased since; about: or nobody in particular. `person`: who they are inside just now, 0: nobody. */
  reporter: { user: string; name: string; person: number } | null;
  about: { user: string; name: string; person: number } | null;
  why: KeptWhy;
  text: string;
  /** The last lines of the place's chat, oldest first. */
  context: { at: number; name: string; text: string }[];
  /** Text and context went with the chat of their age, since nobody had closed it. */
  wordsGone: boolean;
  closedAt: number | null;
}

/** A list of words that do not belong here. */
export interface WordListInfo {
  /** BCP 47 */
  lang: string;
  /** One a line; a line that ends in * stands for all words that begin so. */
  words: string[];
  /** The organisation's own; else the one that Kartu begins with. */
  own: boolean;
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
  /**
   * Sound does not go through the media server although there is one: it does not answer ("away"), or did not when this space began to run, and does
   * now ("missed"): the next time that the space begins, after everyone has left, it does.
   */
  server?: "away" | "missed";
  iceServers: { urls: string[]; username?: string; credential?: string }[];
  /** "relay" hides internet addresses from each other. */
  policy: "all" | "relay";
  /** Why no sound can be offered, or null. */
  refused: "minors_no_relay" | null;
}

/** For the connection test: every way to sound that there is here, whatever a space allows. Credentials hold for a minute. */
export interface ConnectionReport {
  iceServers: IceReport["iceServers"];
  /** How sound travels. "livekit_down": a media server is configured and does not answer. */
  media: "mesh" | "livekit" | "livekit_down";
}

export interface Api extends AccountApi {
  "GET /healthz": { answer: { ok: true; build: string } };
  "GET /api/me": { answer: Me };
  "PATCH /api/me": { body: { name: string; appearance: string; lang: string }; answer: Me };
  /** Ends the session and clears the cookie. */
  "POST /api/forget": { body: Record<string, never>; answer: { ok: true } };
  "POST /api/owner/claim": { body: { code: string }; answer: Me };
  "POST /api/spaces": { body: { name: string }; answer: SpaceInfo };
  /** The spaces that one leads, with who is in: asked again and again while the page is open. */
  "GET /api/desk": { answer: { spaces: DeskSpace[] } };
  /** One space from outside. For those who lead it. */
  "GET /api/spaces/:space/desk": { answer: DeskReport };
  "GET /api/spaces/:space": { answer: SpaceInfo };
  "PATCH /api/spaces/:space": { body: { name?: string; settings?: SettingsChange }; answer: SpaceInfo };
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
      /** See `InviteKind`; default false. */
      opensEarly?: boolean;
      shared?: boolean;
    };
    answer: { invite: InviteInfo; code: string };
  };
  /**
   * Personal invites, each for one person and one use; the codes are told once, here. `csv`: name and link, for a mail merge. All or none; errors of
   * names carry `line` (the first is 1).
   */
  "POST /api/spaces/:space/invites/batch": {
    body: { names: string[]; role: Role; days: number | null; lobby: boolean; opensEarly?: boolean; shared?: boolean };
    answer: { invites: { invite: InviteInfo; name: string; code: string }[]; csv: string };
  };
  "POST /api/invites/:invite/revoke": { body: Record<string, never>; answer: { ok: true } };
  "POST /api/invites/peek": {
    body: { code: string };
    answer: {
      space: string;
      spaceName: string;
      /** a known guest may continue */
      me: Me | null;
      /** To be accepted by whoever comes in; null: there is none. */
      conduct: Conduct | null;
      /** `me` has accepted it, or need not. */
      accepted: boolean;
      /** Nothing is to stay on this device. */
      shared: boolean;
      /** When the session begins, UTC ms, or null. */
      startsAt: number | null;
      /** `me` was put out of the space for a time, or banned from it: they do not come in now. */
      out: "ejected" | "banned" | null;
      /** `me` is in already and comes in as before: somebody who leads is asked whether they may be this by the invite; null: nobody need be. */
      asks: Role | null;
      /** It lets in one person more, and `me` is not in yet: by the browser in which it is opened. */
      once: boolean;
    };
  };
  "POST /api/invites/enter": {
    body: {
      code: string;
      name: string;
      appearance: string;
      lang: string;
      /** continue the session of the cookie */
      asMe: boolean;
      /** Nicknames of those who sit at the same device, at most PARTY_MAX - 1; not said: as it was. */
      with?: string[];
      /** `version` of the code of conduct that was accepted. Errors: `conduct_needed`: the text has changed since. */
      accepts?: string;
    };
    answer: { me: Me; space: string };
  };
  /** What POST …/join wants first when it answers `conduct_needed`; null: nothing (any more). */
  "GET /api/spaces/:space/conduct": { answer: { conduct: Conduct | null } };
  /** Errors: `conduct_needed`: the text has changed since. */
  "POST /api/spaces/:space/conduct": { body: { version: string }; answer: { ok: true } };
  /** Who sits at one's device beside oneself, for the next PARTY_MS; [] for nobody. Whoever is inside is shown so at once. */
  "POST /api/spaces/:space/party": { body: { names: string[] }; answer: { ok: true } };
  /** Everyone who belongs to the space, longest first. For those who lead. */
  "GET /api/spaces/:space/members": { answer: { members: MemberInfo[] } };
  /** Errors: `forbidden`, `not_found` (no such member), `last_owner`. Whoever is inside is told (`role`), and may do what it says at once. */
  "POST /api/spaces/:space/members/:user/role": { body: { role: Role }; answer: { ok: true } };
  /** The member owns the space from now on; who hands it over becomes a trainer. It cannot be undone by oneself: `confirm_needed`. */
  "POST /api/spaces/:space/members/:user/hand-over": { body: Record<string, never>; answer: { ok: true } };
  /** Undoes a ban or an eject, or bans somebody who is not inside. Of those below one's own role. The last hour of an eject ends at once. */
  "POST /api/spaces/:space/members/:user/ban": { body: { on: boolean }; answer: { ok: true } };
  /**
   * Reports of this space: open ones first, and of them what people reported before what Kartu reports by itself. Those about oneself are left out, and
   * so are some where there are very many; `open`, `closed`: how many there are. For those on duty.
   */
  "GET /api/spaces/:space/reports": { answer: { reports: ReportInfo[]; open: number; closed: number } };
  "POST /api/spaces/:space/reports/:report/close": { body: Record<string, never>; answer: { ok: true } };
  /** The log of what was done, oldest first; people stand in it under random names. `csv` is the same, for a spreadsheet. */
  "GET /api/spaces/:space/audit": { answer: { entries: AuditInfo[]; csv: string } };
  /** The organisation's lists of words, one a language. For its owner, and owners and trainers of its spaces. */
  "GET /api/words": { answer: { lists: WordListInfo[] } };
  /** `words` null: the list that Kartu begins with again. In force at once. Errors: `words_too_many` {max}, `words_line` {line}. */
  "POST /api/words/:lang": { body: { words: string[] | null }; answer: { lists: WordListInfo[] } };
  /** Whom one has blocked, in all spaces. */
  "GET /api/me/blocks": { answer: { blocked: { user: string; name: string }[] } };
  "POST /api/me/unblock": { body: { user: string }; answer: { ok: true } };
  /**
   * Lets in a member who waits, whether they are in the lobby just now or not, or gives a member the role that their invite asks for; with `on: false`
   * they keep the one they have. Errors: `not_found`: nobody such waits or asks; `forbidden`: the role is above one's own, or asked for oneself.
   */
  "POST /api/spaces/:space/members/:user/admit": { body: { on?: boolean | undefined }; answer: { ok: true } };
  /**
   * A seat in the lobby (`protocol/lobby.ts`), for whom POST …/join answered `in_lobby`, `space_full` or `too_early`. Errors: `lobby_refused`; `bad_request`:
   * there is nothing to wait for any more, join.
   */
  "POST /api/spaces/:space/lobby": { body: Record<string, never>; answer: { reservation: unknown } };
  /** With a session, or the code of an invite that may still be used. Errors: `no_session`, those of peek. */
  "POST /api/connection": { body: { code?: string }; answer: ConnectionReport };
  "GET /api/address": { answer: AddressReport };
  /** Reserves a seat in the space's room: hand the answer to the SDK's `consumeSeatReservation`. Colyseus' own /matchmake is closed. */
  "POST /api/spaces/:space/join": { body: { protocol: number; build: string; lang: string }; answer: { reservation: unknown } };
}
