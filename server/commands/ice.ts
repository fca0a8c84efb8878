/** What a page is told about finding the others: STUN and TURN, and whether sound may be offered at all. */
import { createHmac } from "node:crypto";
import { type IceRule, type IceSettings, iceRule, isRelayUrl, stunUrl, turnUrls } from "../../shared/domain/media/ice.ts";
import { reachOf } from "../../shared/domain/media/reach.ts";
import type { IceReport } from "../../shared/protocol/http.ts";

/** TURN credentials hold this long; pages ask again before. */
export const TURN_CREDENTIAL_S = 600;

export interface IceConfig {
  /** KARTU_ICE_URLS: instead of the own STUN where any is given. */
  iceUrls: readonly string[];
  /** TURN host whose secret Kartu shares (coturn's `use-auth-secret`). The secret also signs for `turn:` addresses among `iceUrls`. */
  turn: { host: string; secret: string } | null;
  /** Public UDP port of the own STUN answer; 0 = there is none. */
  stunPort: number;
}

/** By which way someone came. */
export interface CameBy {
  /** Host of PUBLIC_URL or, without it, of the request: with or without a port. */
  host: string;
  /** Their own IP address as the server (or the trusted proxy in front of it) sees it. */
  address: string;
}

const relaysOf = (config: IceConfig): string[] =>
  config.turn === null ? [] : [...turnUrls(config.turn.host), ...config.iceUrls.filter(isRelayUrl)];

/** Anything that leaves the own network: by the name they used, or by where they come from. */
const isPublic = (by: CameBy): boolean => reachOf(by.host) === "internet" || reachOf(by.address) === "internet";

/** For the room: whether this person's sound hides addresses, or is refused. The same rule that `iceReport` tells the page. */
export const mediaRule = (config: IceConfig, settings: IceSettings, by: CameBy): IceRule =>
  iceRule(settings, { public: isPublic(by), relay: relaysOf(config).length > 0 });

/**
 * Credentials as coturn's REST API wants them: the name is `<UTC s at which they end>:<id>`, the password
 * base64(HMAC-SHA1(secret, name)). draft-uberti-behave-turn-rest-00.
 */
export function turnCredentials(
  secret: string,
  id: string,
  now: number,
  holdS = TURN_CREDENTIAL_S,
): { username: string; credential: string } {
  const username = `${Math.floor(now / 1000) + holdS}:${id}`;
  return { username, credential: createHmac("sha1", secret).update(username).digest("base64") };
}

/** Nobody is met by what a test finds out. */
const TEST_RULE = { admitsMinors: false, acceptsVisibleAddresses: true };
const TEST_CREDENTIAL_S = 60;

/** For the connection test: every server there is, with credentials for as long as a test takes. */
export const testServers = (config: IceConfig, by: CameBy, id: string, now: number): IceReport["iceServers"] =>
  iceReport(config, TEST_RULE, by, id, now, TEST_CREDENTIAL_S).iceServers;

/** @param id random id of the user, for TURN's own limits; no name. @param now UTC ms. @param holdS s for which credentials hold */
export function iceReport(config: IceConfig, settings: IceSettings, by: CameBy, id: string, now: number, holdS?: number): IceReport {
  const rule = mediaRule(config, settings, by);
  if (rule.refused !== null) return { iceServers: [], ...rule };
  const iceServers: IceReport["iceServers"] = [];
  // A page that may only use relays never asks for its own address.
  if (rule.policy === "all") {
    const own = config.stunPort === 0 ? null : stunUrl(by.host, config.stunPort);
    const urls = config.iceUrls.length > 0 ? config.iceUrls.filter((url) => !isRelayUrl(url)) : own === null ? [] : [own];
    if (urls.length > 0) iceServers.push({ urls });
  }
  const relays = relaysOf(config);
  if (config.turn !== null && relays.length > 0) iceServers.push({ urls: relays, ...turnCredentials(config.turn.secret, id, now, holdS) });
  return { iceServers, ...rule };
}
