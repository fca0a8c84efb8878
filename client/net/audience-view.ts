/** Applies the audience's deltas in order: a client never acts on an epoch that does not follow the last one. */
import type { AudienceDelta, AudiencePeer, PersonId } from "../../shared/protocol/messages.ts";

export interface Audience {
  epoch: number;
  peers: readonly AudiencePeer[];
  beyond: AudienceDelta["beyond"];
  where: AudienceDelta["where"];
  /** So many hear one from a stage or by the megaphone. */
  everyone: number;
}

export const NOBODY: Audience = { epoch: -1, peers: [], beyond: [], where: { kind: "open" }, everyone: 0 };

/** @returns the audience after the delta, or null when it does not follow: ask for a full one. */
export function applyAudience(before: Audience, delta: AudienceDelta): Audience | null {
  if (!delta.full && delta.epoch !== before.epoch + 1) return null;
  const peers = new Map<PersonId, AudiencePeer>(delta.full ? [] : before.peers.map((peer) => [peer.person, peer]));
  for (const person of delta.gone) peers.delete(person);
  for (const peer of delta.set) peers.set(peer.person, peer);
  return { epoch: delta.epoch, peers: [...peers.values()], beyond: delta.beyond, where: delta.where, everyone: delta.everyone ?? 0 };
}
