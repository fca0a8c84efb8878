import { useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { useEffect } from "react";
import { $connection } from "../../store/space.ts";
import { Waiting } from "../parts/Waiting.tsx";
import { Ended, Refused } from "./Ended.tsx";
import { Inside } from "./Inside.tsx";
import { $attempt, $session, $unreachable, openSession } from "./session.ts";

export function Space({ id }: { id: string }) {
  const { t } = useLingui();
  const connection = useStore($connection);
  const session = useStore($session);
  const attempt = useStore($attempt);
  const unreachable = useStore($unreachable);
  useEffect(() => openSession(id), [id, attempt]);

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
