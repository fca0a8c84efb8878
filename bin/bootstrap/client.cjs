// The built client, new enough for its sources.
"use strict";
const fs = require("fs");
const path = require("path");
const say = require("./say.cjs");
const run = require("./run.cjs");
const lock = require("./lock.cjs");
const sourceStamp = require("../source-stamp.cjs").sourceStamp;

function built(root) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, "dist/client/build.json"), "utf8")).build;
  } catch (_absentOrBroken) {
    return null;
  }
}

/** Builds `dist/client` when the sources are not those it was built from. */
function ensure(root, nodePath) {
  const stamp = sourceStamp(root);
  if (built(root) === stamp) return;
  lock.hold(root, () => {
    if (built(root) === stamp) return;
    say.line("Building the page …");
    const vite = path.join(root, "node_modules/vite/bin/vite.js");
    const done = run.quiet(nodePath, [vite, "build", "--logLevel", "warn"], { cwd: root });
    if (!done.ok) throw say.stop("The page could not be built:\n\n" + run.tail(done.text, 40));
  });
}

module.exports = { ensure: ensure };
