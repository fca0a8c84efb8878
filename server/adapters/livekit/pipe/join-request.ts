/**
 * The join request that Kartu makes out of the page's. It travels in the address, and LiveKit reads it before anything else, so nothing is
 * taken over but what is named here: no tracks (they would be published before the audience is known), no attributes, no metadata, and
 * whose session is to be resumed is what Kartu's own books say.
 */
import { gunzipSync } from "node:zlib";
import { JoinRequest, WrappedJoinRequest, WrappedJoinRequest_Compression } from "@livekit/protocol";
import { JOIN_BYTES, JOIN_CHARS } from "./limits.ts";
import { bareSyncState, STRICT } from "./requests.ts";

export class BadJoin extends Error {
  override name = "BadJoin";
}

function unwrap(text: string): JoinRequest {
  const wrapped = WrappedJoinRequest.fromBinary(Buffer.from(text, "base64"), STRICT);
  switch (wrapped.compression) {
    case WrappedJoinRequest_Compression.NONE:
      if (wrapped.joinRequest.length > JOIN_BYTES) throw new BadJoin("too large");
      return JoinRequest.fromBinary(wrapped.joinRequest, STRICT);
    case WrappedJoinRequest_Compression.GZIP:
      return JoinRequest.fromBinary(gunzipSync(wrapped.joinRequest, { maxOutputLength: JOIN_BYTES }), STRICT);
    default:
      throw new BadJoin("unknown compression");
  }
}

/** @param text `join_request` of the page's address. @throws BadJoin */
export function readJoin(text: string | null): JoinRequest {
  if (text === null || text === "" || text.length > JOIN_CHARS) throw new BadJoin("no join request");
  let page: JoinRequest;
  try {
    page = unwrap(text);
  } catch (cause) {
    throw cause instanceof BadJoin ? cause : new BadJoin("unreadable", { cause });
  }
  if (page.addTrackRequests.length > 0) throw new BadJoin("tracks inside a join request");
  return page;
}

/** @param sid the session to be resumed, null for a new one. @returns the query's value */
export function writeJoin(page: JoinRequest, sid: string | null): string {
  const ours = new JoinRequest({
    ...(page.clientInfo === undefined ? {} : { clientInfo: page.clientInfo }),
    ...(page.connectionSettings === undefined ? {} : { connectionSettings: page.connectionSettings }),
    ...(page.publisherOffer === undefined ? {} : { publisherOffer: page.publisherOffer }),
    ...(page.syncState === undefined ? {} : { syncState: bareSyncState(page.syncState) }),
    reconnect: sid !== null,
    reconnectReason: page.reconnectReason,
    participantSid: sid ?? "",
  });
  const wrapped = new WrappedJoinRequest({ compression: WrappedJoinRequest_Compression.NONE, joinRequest: ours.toBinary() });
  return encodeURIComponent(Buffer.from(wrapped.toBinary()).toString("base64"));
}
