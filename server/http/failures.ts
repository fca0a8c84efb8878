import type { ErrorCode } from "../../shared/domain/errors.ts";
import type { Failure } from "../../shared/protocol/http.ts";

/** HTTP status of each code; 422 = understood, and refused for what it says. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  bad_request: 400,
  no_session: 401,
  forbidden: 403,
  foreign_origin: 403,
  ejected: 403,
  banned: 403,
  in_lobby: 403,
  lobby_refused: 403,
  conduct_needed: 403,
  too_early: 403,
  not_found: 404,
  owner_link_unknown: 404,
  invite_unknown: 404,
  link_unknown: 404,
  recovery_unknown: 404,
  confirm_needed: 403,
  login_wrong: 403,
  passkey_failed: 403,
  protocol_mismatch: 409,
  build_mismatch: 409,
  space_full: 409,
  invite_expired: 410,
  invite_revoked: 410,
  invite_used_up: 410,
  too_large: 413,
  rate_limited: 429,
  login_wait: 429,
  internal: 500,
  storage_failed: 503,
};

/** A request that ends here with a code. `status` where HTTP has a word of its own (405, 415). */
export class HttpFailure extends Error {
  override name = "HttpFailure";
  readonly code: ErrorCode;
  readonly status: number;
  readonly params: Failure["params"];

  constructor(code: ErrorCode, params?: Failure["params"], status?: number) {
    super(code);
    this.code = code;
    this.params = params;
    this.status = status ?? STATUS[code] ?? 422;
  }

  get body(): Failure {
    return this.params === undefined ? { code: this.code } : { code: this.code, params: this.params };
  }
}
