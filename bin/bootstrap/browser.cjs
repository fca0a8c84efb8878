// A Chromium for the tests in a browser: the one named, the one at hand, Debian's, or Playwright's.
"use strict";
const fs = require("fs");
const path = require("path");
const say = require("./say.cjs");
const run = require("./run.cjs");

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge", "chrome"];

function onPath() {
  const endings = process.platform === "win32" ? [".exe"] : [""];
  const found = [];
  (process.env.PATH || "").split(path.delimiter).forEach((folder) => {
    NAMES.forEach((name) => endings.forEach((ending) => found.push(path.join(folder, name + ending))));
  });
  return found;
}

function usualPlaces() {
  if (process.platform === "darwin") {
    return ["/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
  }
  if (process.platform === "win32") {
    const roots = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA].filter(Boolean);
    return roots.map((folder) => path.join(folder, "Google/Chrome/Application/chrome.exe"));
  }
  return [];
}

function isProgram(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch (_no) {
    return false;
  }
}

/** Does it start here at all? A downloaded one may lack libraries of the system. */
function starts(file) {
  if (process.platform === "win32") return true;
  return run.quiet(file, ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "about:blank"], { timeout: 30000 }).ok;
}

function playwrightPath(nodePath, root) {
  const code = "process.stdout.write(require('playwright-core').chromium.executablePath())";
  const asked = run.quiet(nodePath, ["-e", code], { cwd: root });
  return asked.ok ? asked.text.trim() : "";
}

function byApt() {
  if (process.platform !== "linux" || !process.getuid || process.getuid() !== 0 || !fs.existsSync("/usr/bin/apt-get")) return null;
  say.line("No browser for the tests yet: installing chromium with apt-get …");
  const env = Object.assign({}, process.env, { DEBIAN_FRONTEND: "noninteractive" });
  run.quiet("apt-get", ["update"], { env: env });
  const done = run.quiet("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env: env });
  if (!done.ok) say.line("apt-get could not install it:\n" + run.tail(done.text, 5));
  return isProgram("/usr/bin/chromium") ? "/usr/bin/chromium" : null;
}

function byPlaywright(nodePath, root) {
  say.line("No browser for the tests yet: fetching Playwright's Chromium …");
  const done = run.quiet(nodePath, [path.join(root, "node_modules/playwright-core/cli.js"), "install", "chromium", "--no-shell"], {
    cwd: root,
  });
  const file = playwrightPath(nodePath, root);
  if (done.ok && isProgram(file)) return file;
  say.line("That failed:\n" + run.tail(done.text, 5));
  return null;
}

/** Path of a Chromium that starts, or null where none was found or could be installed (the reason has been said). */
function find(root, nodePath) {
  const named = process.env.CHROMIUM_BIN;
  if (named) {
    if (!isProgram(named)) throw say.stop("CHROMIUM_BIN names " + named + ", which is not a program.");
    return named;
  }
  const atHand = onPath().concat(usualPlaces(), playwrightPath(nodePath, root)).filter(isProgram);
  if (atHand.length > 0) return atHand[0];
  const fetched = byApt() || byPlaywright(nodePath, root);
  if (fetched && !starts(fetched)) {
    say.line(fetched + " does not start on this system (are libraries missing?).");
    return null;
  }
  return fetched;
}

module.exports = { find: find };
