import type { Generated } from "kysely";

/**
 * Tables, as Kysely types them. Chosen so that SQLite and PostgreSQL take the same statements: instants are integers (UTC ms), flags are
 * 0 or 1, settings are JSON text.
 */
export interface Tables {
  app_user: { id: string; name: string; appearance: string; lang: string; owner: number; created_at: number };
  app_session: {
    hash: string;
    user_id: string;
    created_at: number;
    seen_at: number;
    shared: Generated<number>;
    device: Generated<string>;
    confirmed_at: Generated<number>;
  };
  login: { user_id: string; name: string | null; password: string | null };
  passkey: {
    id: string;
    user_id: string;
    public_key: Uint8Array;
    counter: number;
    /** JSON */
    transports: string;
    name: string;
    created_at: number;
    used_at: number | null;
  };
  recovery_code: { hash: string; user_id: string };
  account_code: {
    id: string;
    hash: string;
    kind: string;
    user_id: string | null;
    label: string;
    created_at: number;
    expires_at: number;
  };
  org_member: { user_id: string; since: number };
  /** One row, or none. */
  organisation: { id: number; name: string; contact: string };
  owner_code: { hash: string; expires_at: number };
  space: { id: string; name: string; settings: string; created_at: number };
  invite: {
    id: string;
    hash: string;
    space_id: string;
    role: string;
    expires_at: number | null;
    uses_left: number | null;
    revoked: number;
    lobby: Generated<number>;
    label: string | null;
    opens_early: Generated<number>;
    shared: Generated<number>;
    guarded: Generated<number>;
    created_at: number;
  };
  membership: {
    space_id: string;
    user_id: string;
    role: string;
    ejected_until: number | null;
    since: Generated<number>;
    banned: Generated<number>;
    waits: Generated<number>;
    role_after: Generated<number>;
    guarded: Generated<number>;
    asks: string | null;
    invite_id: string | null;
    conduct: string | null;
    /** JSON */
    party: string | null;
  };
  block: { user_id: string; other_id: string; at: number };
  report: {
    id: string;
    space_id: string;
    at: number;
    reporter: string | null;
    about: string | null;
    why: string;
    text: string;
    /** JSON */
    context: string;
    closed_at: number | null;
  };
  /** What leads from the log to a person. */
  audit_name: { space_id: string; user_id: string; name: string };
  audit: { id: string; space_id: string; at: number; actor: string; target: string; action: string /** JSON */; facts: string };
  word_list: { lang: string /** JSON */; words: string };
  held_line: {
    id: string;
    space_id: string;
    place: string;
    at: number;
    user_id: string;
    name: string;
    text: string;
    lang: string;
    draft: string;
  };
  session_order: { space_id: string /** JSON */; facts: string; at: number };
  stand: { space_id: string; user_id: string; place: string; x: number; y: number; at: number };
  chat_line: {
    space_id: string;
    place: string;
    seq: number;
    at: number;
    person: number;
    name: string;
    text: string;
    lang: string;
    user_id: string | null;
  };
  /** The append log of boards: `board-log*.ts` reads and writes it. `sha256` is the hash of `data`, 32 bytes. */
  doc_update: { doc: string; seq: number; sha256: Uint8Array; data: Uint8Array; author: string; at: number };
  /** States that stand for all updates up to `upto_seq`; `sha256` is the hash of `state`. `label` is null where compaction made it. */
  doc_snapshot: { doc: string; upto_seq: number; state: Uint8Array; sha256: Uint8Array; label: string | null; at: number | null };
}
