/**
 * Chromium for tests: new and empty each time, with fake devices, everything it complains about collected.
 *
 *     const chromium = await openBrowser();                       // beforeAll
 *     const mia = await chromium.openPage({ url: server.url });   // a person: cookies of their own
 *     await mia.page.getByRole("button", { name: "Join" }).click();
 *     await chromium.close();                                     // afterAll; fails when a page had errors nobody allowed
 *
 * An error in the console, an exception, a violation of the CSP or a request to a foreign host is a problem of the page.
 */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { watchPeerConnections } from "./peer-connections.ts";

const ROOT = join(import.meta.dirname, "../..");

export const DESKTOP = { width: 1280, height: 720 };
export const PHONE = { width: 390, height: 844 };

/** What stands behind getUserMedia. `refused`: the person says no. `missing`: there is no device. */
export type Microphone = "beep" | { wav: string } | "refused" | "missing";

export interface BrowserOptions {
  microphone?: Microphone;
  /** Names that lead to 127.0.0.1, such as "kartu.test". */
  hosts?: string[];
  args?: string[];
}

export interface PageOptions {
  url?: string;
  /** BCP 47; also what the page sees in navigator.languages. */
  locale?: string;
  viewport?: { width: number; height: number };
  /** Touch, a mobile viewport, two pixels a point. */
  mobile?: boolean;
  /** A session (`kartu=…`, as `Person.cookie` of support/server.ts has it), for `url`'s host. */
  cookie?: string;
  reducedMotion?: boolean;
  /** Problems that this page may have. */
  allow?: RegExp[];
  /** Runs in the page before anything else, to break what a test needs broken. */
  before?: () => void;
}

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** What went wrong on the page so far, except what was allowed. */
  problems(): string[];
  /** From now on (and for what has been), problems like this are expected: a test that cuts the network expects errors of it. */
  allow(...patterns: RegExp[]): void;
  /** PNG into `docs/screenshots/<name>.png` when KARTU_SCREENSHOTS=1; nothing otherwise. */
  shot(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface TestBrowser {
  browser: Browser;
  openPage(options?: PageOptions): Promise<Visit>;
  /** @throws AggregateError of the problems of all its pages, those closed before too */
  close(): Promise<void>;
}

/** Pages that are open now, for pictures of a failed test. */
export const openVisits = new Set<Visit>();

export function executable(): string {
  const path = process.env.CHROMIUM_BIN ?? ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((file) => existsSync(file));
  if (path === undefined) throw new Error("No browser: run the tests with `npm test`, which finds or installs one, or set CHROMIUM_BIN.");
  return path;
}

/** What any Chromium of the tests is started with. */
export const PLAIN_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--autoplay-policy=user-gesture-required",
];
/** Two people in one window manager: the one behind must not be slowed down. */
const FLAGS = [...PLAIN_FLAGS, "--disable-backgrounding-occluded-windows", "--disable-renderer-backgrounding"];

function microphoneFlags(microphone: Microphone): string[] {
  if (microphone === "missing") return ["--use-fake-ui-for-media-stream"];
  if (microphone === "refused") return ["--use-fake-device-for-media-stream", "--deny-permission-prompts"];
  const flags = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
  return microphone === "beep" ? flags : [...flags, `--use-file-for-fake-audio-capture=${microphone.wav}`];
}

const isOwnHost = (url: string, hosts: readonly string[]): boolean => {
  const { protocol, hostname } = new URL(url);
  return ["data:", "blob:", "about:"].includes(protocol) || ["127.0.0.1", "localhost", "[::1]", ...hosts].includes(hostname);
};

/** Collects the page's problems into `found`. */
function collect(page: Page, found: string[], hosts: readonly string[]): void {
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" || /Content Security Policy/i.test(text)) found.push(`console: ${text} (${message.location().url})`);
  });
  page.on("pageerror", (error) => found.push(`exception: ${error.stack || `${error.name}: ${error.message}`}`));
  page.on("crash", () => found.push("the page crashed"));
  page.on("request", (request) => {
    if (!isOwnHost(request.url(), hosts)) found.push(`foreign request: ${request.url()}`);
  });
  page.on("websocket", (socket) => {
    if (!isOwnHost(socket.url(), hosts)) found.push(`foreign socket: ${socket.url()}`);
  });
}

/** Reports violations of the CSP that the console may swallow (report-only, workers). */
function reportViolations(): void {
  document.addEventListener("securitypolicyviolation", (event) => {
    console.error(`Content Security Policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
  });
}

async function openContext(browser: Browser, options: PageOptions): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: options.locale ?? "en-GB",
    viewport: options.viewport ?? (options.mobile ? PHONE : DESKTOP),
    ...(options.mobile ? { isMobile: true, hasTouch: true, deviceScaleFactor: 2 } : {}),
    ...(options.reducedMotion ? { reducedMotion: "reduce" as const } : {}),
    serviceWorkers: "block",
  });
  if (options.cookie !== undefined && options.url !== undefined) {
    const [name = "", value = ""] = options.cookie.split("=", 2);
    await context.addCookies([{ name, value, url: new URL("/", options.url).href, httpOnly: true, sameSite: "Lax" }]);
  }
  await context.addInitScript(watchPeerConnections);
  await context.addInitScript(reportViolations);
  if (options.before) await context.addInitScript(options.before);
  return context;
}

export async function openBrowser(options: BrowserOptions = {}): Promise<TestBrowser> {
  const hosts = options.hosts ?? [];
  const rules = hosts.length > 0 ? [`--host-resolver-rules=${hosts.map((host) => `MAP ${host} 127.0.0.1`).join(",")}`] : [];
  const browser = await chromium.launch({
    executablePath: executable(),
    headless: true,
    args: [...FLAGS, ...microphoneFlags(options.microphone ?? "beep"), ...rules, ...(options.args ?? [])],
  });
  const visits: Visit[] = [];

  const openPage = async (wish: PageOptions = {}): Promise<Visit> => {
    const context = await openContext(browser, wish);
    const page = await context.newPage();
    const found: string[] = [];
    const allowed = [...(wish.allow ?? [])];
    collect(page, found, hosts);
    const visit: Visit = {
      page,
      context,
      problems: () => found.filter((problem) => !allowed.some((pattern) => pattern.test(problem))),
      allow: (...patterns) => void allowed.push(...patterns),
      shot: async (name) => {
        if (process.env.KARTU_SCREENSHOTS !== "1") return;
        const folder = join(ROOT, "docs/screenshots");
        mkdirSync(folder, { recursive: true });
        await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
      },
      close: async () => {
        openVisits.delete(visit);
        await context.close();
      },
    };
    visits.push(visit);
    openVisits.add(visit);
    if (wish.url !== undefined) await page.goto(wish.url);
    return visit;
  };

  const close = async (): Promise<void> => {
    for (const visit of visits) openVisits.delete(visit);
    await browser.close();
    const problems = visits.flatMap((visit) => visit.problems());
    if (problems.length > 0) throw new Error(`${problems.length} problems on the pages:\n${problems.join("\n")}`);
  };

  return { browser, openPage, close };
}
