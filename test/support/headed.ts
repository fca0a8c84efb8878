/**
 * A Chromium as people have it: with windows (on a display of its own, Xvfb), and with everything it does to a page that nobody looks at. Playwright
 * starts Chromium with three flags against that, and tells each page that it has the focus; so this one is started here, and only joined to.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { executable, PLAIN_FLAGS } from "./browser.ts";
import { onPath } from "./https.ts";
import { watchPeerConnections } from "./peer-connections.ts";
import { until } from "./until.ts";

export const noDisplay = !onPath("Xvfb");

export interface HeadedBrowser {
  /** The first tab of its only window. */
  page: Page;
  /** Another tab comes to the front: the page is hidden, as the browser itself sees it. */
  hide(): Promise<void>;
  show(): Promise<void>;
  close(): Promise<void>;
}

/** @param wav what its microphone hears */
export async function openHeaded(wav: string): Promise<HeadedBrowser> {
  const folder = await mkdtemp(join(tmpdir(), "kartu-headed-"));
  const children: ChildProcess[] = [];
  const end = async (): Promise<void> => {
    for (const child of children.reverse()) {
      const gone = once(child, "exit");
      if (child.exitCode === null && child.signalCode === null && child.kill()) await gone;
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const display = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    children.push(display);
    let number = "";
    display.stdout.setEncoding("utf8").on("data", (text: string) => (number += text));
    await until("there is a display", () => /^\d+\n/.test(number));
    const flags = [...PLAIN_FLAGS, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
    const own = [
      `--use-file-for-fake-audio-capture=${wav}`,
      `--user-data-dir=${folder}`,
      "--remote-debugging-port=0",
      "--window-size=1200,750",
    ];
    const browser = spawn(executable(), [...flags, ...own, "about:blank"], {
      env: { ...process.env, DISPLAY: `:${number.trim()}` },
      stdio: "ignore",
    });
    children.push(browser);
    const port = await until(
      "the browser is there",
      async () => (await readFile(join(folder, "DevToolsActivePort"), "utf8")).split("\n")[0],
    );
    // Without its defaults: the page is not told that it is looked at.
    const joined = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
    const context = joined.contexts()[0]!;
    await context.addInitScript(watchPeerConnections);
    const page = context.pages()[0] ?? (await context.newPage());
    const other = await context.newPage();
    const comes = async (tab: Page, hidden: boolean): Promise<void> => {
      await tab.bringToFront();
      await until("the browser has changed tabs", () => page.evaluate((is) => document.hidden === is, hidden));
    };
    // Where this does not hold, hiding would prove nothing.
    await comes(page, false);
    return {
      page,
      hide: () => comes(other, true),
      show: () => comes(page, false),
      close: async () => {
        await joined.close().catch(() => undefined);
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
