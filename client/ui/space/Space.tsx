import { useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { lazy, Suspense, useEffect } from "react";
import { $connection } from "../../store/space.ts";
import { moreWords } from "../i18n/load.ts";
import { Waiting } from "../parts/Waiting.tsx";
import { Ended, Refused } from "./Ended.tsx";
import { Inside } from "./Inside.tsx";
import { $attempt, $nameless, $session, $unreachable, again, openSession } from "./session.ts";

const Introduce = lazy(async () => {
  const [page] = await Promise.all([import("../join/Introduce.tsx"), moreWords("door")]);
  return { default: page.Introduce };
});

const ConductFirst = lazy(async () => {
  const [page] = await Promise.all([import("../join/ConductFirst.tsx"), moreWords("door")]);
  return { default: page.ConductFirst };
});
const Lobby = lazy(async () => {
  const [page] = await Promise.all([import("../lobby/Lobby.tsx"), moreWords("all")]);
  return { default: page.Lobby };
});

export function Space({ id }: { id: string }) {
  const { t } = useLingui();
  const connection = useStore($connection);
  const session = useStore($session);
  const attempt = useStore($attempt);
  const unreachable = useStore($unreachable);
  const nameless = useStore($nameless);
  useEffect(() => openSession(id), [id, attempt]);

  if (nameless) {
    return (
      <Suspense fallback={<Waiting>{t`One moment …`}</Waiting>}>
        <Introduce onDone={again} />
      </Suspense>
    );
  }
  if (unreachable) return <Refused code="unreachable" />;

  switch (connection.state) {
    case "refused":
      if (connection.code === "in_lobby" || connection.code === "space_full" || connection.code === "too_early") {
        return (
          <Suspense fallback={<Waiting>{t`One moment …`}</Waiting>}>
            <Lobby space={id} />
          </Suspense>
        );
      }
      if (connection.code === "conduct_needed") {
        return (
          <Suspense fallback={<Waiting>{t`One moment …`}</Waiting>}>
            <ConductFirst space={id} onDone={again} />
          </Suspense>
        );
      }
      return <Refused code={connection.code} />;
    case "ended":
      return <Ended why={connection.why} />;
    case "idle":
    case "joining":
      return <Waiting>{t`Opening the space …`}</Waiting>;
    case "joined":
    case "reconnecting":
      return session ? <Inside session={session} /> : <Waiting>{t`Opening the space …`}</Waiting>;
  }
}
