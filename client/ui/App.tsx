import { useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { lazy, Suspense } from "react";
import { Home } from "./home/Home.tsx";
import { Join } from "./join/Join.tsx";
import { OwnerLink } from "./owner/OwnerLink.tsx";
import { Waiting } from "./parts/Waiting.tsx";
import { NotHere } from "./NotHere.tsx";
import { $route } from "./route.ts";

// The space brings the connection along: only those who enter load it.
const Space = lazy(async () => ({ default: (await import("./space/Space.tsx")).Space }));

export function App() {
  const route = useStore($route);
  const { t } = useLingui();
  switch (route.page) {
    case "home":
      return <Home />;
    case "owner":
      return <OwnerLink code={route.code} />;
    case "join":
      return <Join key={route.code} code={route.code} />;
    case "space":
      return (
        <Suspense fallback={<Waiting>{t`Opening the space …`}</Waiting>}>
          <Space key={route.space} id={route.space} />
        </Suspense>
      );
    case "unknown":
      return <NotHere />;
  }
}
