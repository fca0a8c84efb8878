import { useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { lazy, Suspense } from "react";
import { Join } from "./join/Join.tsx";
import { PAGES } from "./pages.ts";
import { Waiting } from "./parts/Waiting.tsx";
import { $route, type Route } from "./route.ts";

const Home = lazy(async () => ({ default: (await PAGES.home()).Home }));
const OwnerLink = lazy(async () => ({ default: (await PAGES.owner()).OwnerLink }));
const Space = lazy(async () => ({ default: (await PAGES.space()).Space }));
const NotHere = lazy(async () => ({ default: (await PAGES.unknown()).NotHere }));

export function App() {
  const route = useStore($route);
  const { t } = useLingui();
  return (
    <Suspense fallback={<Waiting>{t`One moment …`}</Waiting>}>
      <PageOf route={route} />
    </Suspense>
  );
}

function PageOf({ route }: { route: Route }) {
  switch (route.page) {
    case "home":
      return <Home />;
    case "owner":
      return <OwnerLink code={route.code} />;
    case "join":
      return <Join key={route.code} code={route.code} />;
    case "space":
      return <Space key={route.space} id={route.space} />;
    case "unknown":
      return <NotHere />;
  }
}
