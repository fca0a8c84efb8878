// node_modules as the lockfile has it. A stamp makes the second start quick.
"use strict";
const crypto = require("crypto");
const fs = require("fs");
const path = require("path");
const say = require("./say.cjs");
const run = require("./run.cjs");
const lock = require("./lock.cjs");

function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (_absent) {
    return "";
  }
}

/** True when npm's own record of node_modules has every package of the lockfile: somebody installed by hand. */
function isInstalled(root, lockfile) {
  const there = read(path.join(root, "node_modules", ".package-lock.json"));
  if (!there) return false;
  const wanted = JSON.parse(lockfile).packages;
  const have = JSON.parse(there).packages;
  return Object.keys(wanted).every((key) => {
    if (key === "" || wanted[key].optional) return true;
    return Boolean(have[key]) && have[key].version === wanted[key].version;
  });
}

/** Installs what the lockfile names, if that is not what is there. No package's install script runs: Kartu needs none. */
function ensure(root) {
  const lockfile = read(path.join(root, "package-lock.json"));
  const stamp = crypto
    .createHash("sha256")
    .update(process.platform + process.arch)
    .update(lockfile)
    .digest("hex");
  const stampFile = path.join(root, "node_modules", ".kartu-stamp");
  if (read(stampFile) === stamp) return;
  lock.hold(root, () => {
    if (read(stampFile) === stamp) return;
    if (!isInstalled(root, lockfile)) {
      say.line("Installing what Kartu is made of (about 20 seconds, once for each version) …");
      // Not `npm ci`: it refuses a lockfile that lacks a package for another system, which a registry without that package writes.
      // `install` keeps to the lockfile just the same and leaves it as it is.
      const done = run.npm(["install", "--no-save", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund"], { cwd: root });
      if (!done.ok) {
        throw say.stop(
          "Installing failed. npm said:\n\n" +
            run.npmError(done.text) +
            "\n\nIs this machine online, and is the disk not full? Behind a proxy, set HTTPS_PROXY. Then start again: what is there is kept.",
        );
      }
    }
    fs.writeFileSync(stampFile, stamp);
  });
}

module.exports = { ensure: ensure };
