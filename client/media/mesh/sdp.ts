/** What Kartu reads in a session description (RFC 8866) and writes into one before it is sent. Pure. */
import { kindOf, type MediaSource } from "../../../shared/domain/media/publish.ts";

/** Descriptions of the four sections have about 6 KB. */
export const MAX_SDP = 12_000;

/** The sections of every connection, in this order. Negotiated once: later only tracks come and go. */
export const SECTIONS: readonly MediaSource[] = ["mic", "cam", "screen", "screenAudio"];

/** Speech: mono, redundancy against loss, nothing sent in pauses. RFC 7587. How much is sent is limited at the sender, by source. */
const OPUS = { minptime: 10, useinbandfec: 1, usedtx: 1, stereo: 0, "sprop-stereo": 0, maxaveragebitrate: 64_000 };

/** These sections and no others: anything else is not of this transport, and so not taken. */
export const isOurs = (sdp: string): boolean =>
  sdp.length <= MAX_SDP && (sdp.match(/^m=\w+/gm) ?? []).join() === SECTIONS.map((source) => `m=${kindOf(source)}`).join();

/** Names the connection that a description belongs to: the session id of its `o=` line, or null. */
export const sessionOf = (sdp: string): string | null => /^o=\S+ (\S+) \S+ /m.exec(sdp)?.[1] ?? null;

/** Names one description: session id and version. */
export const descriptionOf = (sdp: string): string | null => /^o=\S+ (\S+ \S+) /m.exec(sdp)?.[1] ?? null;

/** Asks the other side to send speech in Kartu's form: the parameters of Opus say what the reader would like to receive. */
export function forSpeech(sdp: string): string {
  const payload = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1];
  if (payload === undefined) return sdp;
  const line = `a=fmtp:${payload} ${Object.entries(OPUS)
    .map(([key, value]) => `${key}=${value}`)
    .join(";")}`;
  // In all sections: they share one transport, where a number means one thing.
  const old = new RegExp(`^a=fmtp:${payload} [^\\r\\n]*`, "gm");
  return old.test(sdp) ? sdp.replace(old, line) : sdp.replace(new RegExp(`^(a=rtpmap:${payload} [^\\r\\n]*)`, "gm"), `$1\r\n${line}`);
}

const ANSWERS = "a=x-kartu-answers:";

/** Writes into an answer which offer it is for, so that one that comes too late is not mixed up with the next. Browsers skip attributes they do not know. */
export const naming = (answer: string, offer: string): string =>
  `${answer.replace(/(\r\n)*$/, "\r\n")}${ANSWERS}${descriptionOf(offer) ?? ""}\r\n`;

/** True unless the answer says that it is for another offer. */
export function answersTo(answer: string, offer: string): boolean {
  const at = answer.lastIndexOf(ANSWERS);
  return at === -1 || answer.slice(at + ANSWERS.length).split(/[\r\n]/, 1)[0] === descriptionOf(offer);
}
