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
