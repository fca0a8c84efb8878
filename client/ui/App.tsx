import { useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { lazy, Suspense } from "react";
import { $asked } from "./account/confirmation.ts";
import { Join } from "./join/Join.tsx";
import { DIALOGS, PAGES } from "./pages.ts";
import { Waiting } from "./parts/Waiting.tsx";
import { $route, type Route } from "./route.ts";

const Home = lazy(async () => ({ default: (await PAGES.home()).Home }));
const OwnerLink = lazy(async () => ({ default: (await PAGES.owner()).OwnerLink }));
const Space = lazy(async () => ({ default: (await PAGES.space()).Space }));
const Desk = lazy(async () => ({ default: (await PAGES.desk()).Desk }));
const ConfirmDialog = lazy(async () => ({ default: (await DIALOGS.confirm()).ConfirmDialog }));
const Login = lazy(async () => ({ default: (await PAGES.login()).Login }));
const Account = lazy(async () => ({ default: (await PAGES.account()).Account }));
const Organisation = lazy(async () => ({ default: (await PAGES.organisation()).Organisation }));
const MemberLink = lazy(async () => ({ default: (await PAGES.member()).MemberLink }));
const Connection = lazy(async () => ({ default: (await PAGES.connection()).Connection }));
const NotHere = lazy(async () => ({ default: (await PAGES.unknown()).NotHere }));

export function App() {
  const route = useStore($route);
  const asked = useStore($asked);
  const { t } = useLingui();
  return (
    <>
      <Suspense fallback={<Waiting>{t`One moment …`}</Waiting>}>
        <PageOf route={route} />
      </Suspense>
      <Suspense fallback={null}>{asked && <ConfirmDialog onDone={asked} />}</Suspense>
    </>
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
    case "desk":
      return <Desk space={route.space} part={route.part} />;
    case "login":
      return <Login key={route.code} code={route.code} />;
    case "account":
      return <Account />;
    case "organisation":
      return <Organisation />;
    case "member":
      return <MemberLink key={route.code} code={route.code} />;
    case "connection":
      return <Connection key={route.code} code={route.code} />;
    case "unknown":
      return <NotHere />;
  }
}
