/** The pages. Codes are in the fragment, which no server and no log ever sees. */
import { atom } from "nanostores";

export type Route =
  | { page: "home" }
  | { page: "owner"; code: string }
  | { page: "join"; code: string }
  | { page: "space"; space: string }
  | { page: "desk"; space: string | null; part: DeskPart }
  | { page: "login"; code: string }
  | { page: "account" }
  | { page: "organisation" }
  | { page: "member"; code: string }
  | { page: "connection"; code: string }
  | { page: "unknown" };

export const DESK_PARTS = ["overview", "invites", "people", "settings"] as const;
export type DeskPart = (typeof DESK_PARTS)[number];

export function routeOf(path: string, fragment: string): Route {
  const code = codeOf(fragment);
  if (path === "/") return { page: "home" };
  if (path === "/owner") return { page: "owner", code };
  if (path === "/join") return { page: "join", code };
  const desk = /^\/desk(?:\/([\w-]+)(?:\/([a-z]+))?)?\/?$/.exec(path);
  if (desk) {
    const part = desk[2] === undefined ? "overview" : DESK_PARTS.find((one) => one === desk[2]);
    return part === undefined ? { page: "unknown" } : { page: "desk", space: desk[1] ?? null, part };
  }
  if (path === "/login" || path === "/member") return { page: path === "/login" ? "login" : "member", code };
  if (path === "/account" || path === "/organisation") return { page: path === "/account" ? "account" : "organisation" };
  if (path === "/connection") return { page: "connection", code };
  const space = /^\/s\/([\w-]+)$/.exec(path)?.[1];
  return space === undefined ? { page: "unknown" } : { page: "space", space };
}

/** A mail program may have escaped or appended something to a code; what is no code is refused by the server in words. */
const codeOf = (fragment: string): string => /^#?([\w-]*)/.exec(fragment)?.[1] ?? "";

/** Where the page is; `followHistory` keeps it. */
export const $route = atom<Route>({ page: "home" });

const read = (): void => $route.set(routeOf(location.pathname, location.hash));

/** Goes to a page. `replace` where "back" must not lead to a code that was used. */
export function go(path: string, how: "push" | "replace" = "push"): void {
  if (how === "push") history.pushState(null, "", path);
  else history.replaceState(null, "", path);
  read();
  scrollTo(0, 0);
}

/** A plain click on a link of our own stays on this page: what the browser was allowed to play, it still may. */
function stay(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target !== "" || link.origin !== location.origin || routeOf(link.pathname, link.hash).page === "unknown") return;
  event.preventDefault();
  go(link.pathname + link.search + link.hash);
}

export function followHistory(): void {
  read();
  addEventListener("popstate", read);
  addEventListener("hashchange", read);
  document.addEventListener("click", stay);
}
