/** Bundles the page under test and opens it in a real Chromium with fake devices. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { rolldown } from "rolldown";

const EXECUTABLE = process.env.CHROMIUM_BIN ?? "/usr/bin/chromium";

export interface MediaPage {
  browser: Browser;
  /** `http://127.0.0.1:<port>/`: secure for browsers; `http://kartu.test:<port>/` is the same, and is not. */
  url: string;
  port: number;
  close(): Promise<void>;
}

type Script = "main" | "honest" | "hostile" | "livekit-hostile";

const made = new Map<Script, Promise<string>>();

/** One script of a module of this folder and all it imports; made once, however many pages are given it. */
export function bundled(name: Script): Promise<string> {
  const script = made.get(name) ?? bundle(name);
  made.set(name, script);
  return script;
}

async function bundle(name: Script): Promise<string> {
  const whole = await rolldown({
    input: fileURLToPath(new URL(`./${name}.ts`, import.meta.url)),
    platform: "browser",
    logLevel: "silent",
    plugins: [
      {
        name: "addresses",
        // Files that the page would load by their address (Vite's `?url`): there is no such address here, and no test asks for them.
        resolveId: (id) => (id.endsWith("?url") ? { id: `\0${id}` } : null),
        load: (id) => (id.startsWith("\0") && id.endsWith("?url") ? 'export default ""' : null),
      },
    ],
  });
  const { output } = await whole.generate({ format: "iife", codeSplitting: false });
  await whole.close();
  return output[0].code;
}

export async function serveMediaPage(): Promise<MediaPage> {
  const code = await bundled("main");
  const server = createServer((request, response) => {
    const script = request.url === "/main.js";
    response.setHeader("content-type", script ? "text/javascript" : "text/html; charset=utf-8");
    response.end(script ? code : '<!doctype html><title>Kartu</title><script src="/main.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--use-fake-device-for-media-stream",
      "--host-resolver-rules=MAP kartu.test 127.0.0.1",
    ],
  });
  return {
    browser,
    port,
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
