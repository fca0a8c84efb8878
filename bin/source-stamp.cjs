// The fingerprint of everything the built client depends on. Content, not times: a checkout or a copy does not change it.
// Old Nodes must be able to parse this file (it belongs to the bootstrap).
"use strict";
var crypto = require("crypto");
var fs = require("fs");
var path = require("path");

// What the bundler reads. The server's files are not in it: they run as they are.
var SOURCES = ["client", "shared", "bin/build", "bin/source-stamp.cjs", "vite.config.ts", "lingui.config.ts", "package-lock.json"];

function filesUnder(root, relative, into) {
  var full = path.join(root, relative);
  var stat;
  try {
    stat = fs.statSync(full);
  } catch (_absent) {
    return;
  }
  if (stat.isFile()) {
    into.push(relative.split(path.sep).join("/"));
    return;
  }
  fs.readdirSync(full).forEach((name) => {
    if (name[0] !== ".") filesUnder(root, path.join(relative, name), into);
  });
}

/** 12 hexadecimal digits over names and contents of the sources under `root`. */
function sourceStamp(root) {
  var files = [];
  SOURCES.forEach((entry) => {
    filesUnder(root, entry, files);
  });
  // A fixed order that no locale changes.
  files.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  var hash = crypto.createHash("sha256");
  files.forEach((file) => {
    var content = fs.readFileSync(path.join(root, file));
    hash.update(file + "\0" + content.length + "\0");
    hash.update(content);
  });
  return hash.digest("hex").slice(0, 12);
}

module.exports = { sourceStamp: sourceStamp };
