/** The four pages. Codes are in the fragment, which no server and no log ever sees. */
import { atom } from "nanostores";

export type Route =
  | { page: "home" }
  | { page: "owner"; code: string }
  | { page: "join"; code: string }
  | { page: "space"; space: string }
  | { page: "unknown" };

export function routeOf(path: string, fragment: string): Route {
  const code = decodeFragment(fragment);
  if (path === "/") return { page: "home" };
  if (path === "/owner") return { page: "owner", code };
  if (path === "/join") return { page: "join", code };
  const space = /^\/s\/([\w-]+)$/.exec(path)?.[1];
  return space === undefined ? { page: "unknown" } : { page: "space", space };
}

/** A mail program may have escaped or appended to a code; what is not a code is refused by the server in words. */
const decodeFragment = (fragment: string): string => /^#?([\w-]*)/.exec(fragment)?.[1] ?? "";

const here = (): Route => routeOf(location.pathname, location.hash);

export const $route = atom<Route>(here());

export function followHistory(): void {
  const read = (): void => $route.set(here());
  addEventListener("popstate", read);
  addEventListener("hashchange", read);
}

/** Goes to a page. `replace` where "back" must not lead to a code that was used. */
export function go(path: string, how: "push" | "replace" = "push"): void {
  if (how === "push") history.pushState(null, "", path);
  else history.replaceState(null, "", path);
  $route.set(here());
  scrollTo(0, 0);
}
