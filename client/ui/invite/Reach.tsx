import { Trans } from "@lingui/react/macro";
import { useEffect, useEffectEvent, useState } from "react";
import { can } from "../../../shared/domain/permissions.ts";
import type { SpaceInfo } from "../../../shared/protocol/http.ts";
import { Notice } from "../parts/Notice.tsx";
import { ask } from "../text/ask.ts";
import { type Carries, carries } from "./carries.ts";

/** Before a session: how many this host's sound carries, and what to do about it. Silent until the server has said so. */
export function Reach({ space, version }: { space: SpaceInfo /** asked again when it changes */; version?: unknown }) {
  const [told, setTold] = useState<Carries | null>(null);
  const look = useEffectEvent(async (): Promise<void> => {
    const [ice, address] = await Promise.all([
      ask("GET /api/spaces/:space/ice", { params: { space: space.id } }),
      can(space.role, "invite.create") ? ask("GET /api/address") : null,
    ]);
    if (ice.ok) setTold(carries(ice.value, address?.ok === true ? address.value : null));
  });
  useEffect(() => void look(), [space.id, space.settings.admitsMinors, space.settings.acceptsVisibleAddresses, version]);
  return told && <ReachWords told={told} />;
}

export function ReachWords({ told }: { told: Carries }) {
  switch (told.kind) {
    case "server":
      return (
        <Notice kind="info" title={<AtOnce {...told} />}>
          <Trans>This Kartu has a media server: hundreds can be here at once, and everyone hears those around them.</Trans>
        </Notice>
      );
    case "direct":
      return (
        <Notice kind="info" title={<AtOnce {...told} />}>
          <Trans>
            Sound goes from device to device. Walking, chat and boards carry a whole festival; for talking, form small groups in the meeting
            areas. For one voice to everyone, this Kartu needs a media server: whoever runs it finds how under “LiveKit” in the README.
          </Trans>
        </Notice>
      );
    case "missed":
      return (
        <Notice kind="warn" title={<Without {...told} />}>
          <Trans>
            This Kartu has a media server, but it did not answer when this space began, and until the space is empty it goes on without. It
            answers now: leave all together for a moment, by “Leave”, and come in again. Then sound goes through it.
          </Trans>
        </Notice>
      );
    case "away":
      return (
        <Notice kind="warn" title={<Without {...told} />}>
          <Trans>
            This Kartu has a media server, but it does not answer: whoever runs this Kartu sees why with “npm run doctor”. Walking, chat and
            boards work. Once it answers, leave all together for a moment, by “Leave”, and come in again: then sound goes through it.
          </Trans>
        </Notice>
      );
    case "silent-minors":
      return (
        <Notice kind="warn" title={<Silent />}>
          <Trans>
            People under 18 come here, and nothing hides their internet addresses from each other. Either whoever runs this Kartu sets up a
            relay (TURN, see the README), or the owner accepts visible addresses in the settings. Walking, chat and boards work now.
          </Trans>
        </Notice>
      );
    case "silent-http":
      return (
        <Notice kind="warn" title={<Trans>Nobody will be heard by this address</Trans>}>
          <Trans>
            It begins with http, and browsers give a microphone to https alone. Walking, chat and boards work. The way to https is shown
            beside each new invite.
          </Trans>
        </Notice>
      );
  }
}

const Silent = () => <Trans>Nobody will be heard yet</Trans>;
const Without = ({ silent, ...told }: { silent: boolean; voices: number; pictures: number }) =>
  silent ? <Silent /> : <AtOnce {...told} />;
const AtOnce = ({ voices, pictures }: { voices: number; pictures: number }) => (
  <Trans>
    For each person at once: up to {voices} voices, {pictures} pictures
  </Trans>
);
