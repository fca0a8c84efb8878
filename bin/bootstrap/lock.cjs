// Two starts at once on a fresh clone must not install into the same folder: one works, the other waits.
"use strict";
const fs = require("fs");
const path = require("path");
const say = require("./say.cjs");

/** After this (ms) a lock whose owner seems alive is somebody else's process id by now. */
const STALE_MS = 10 * 60 * 1000;

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Content of a lock whose owner is gone; null when it is held, or not there any more. */
function staleContent(file) {
  try {
    const content = fs.readFileSync(file, "utf8");
    const pid = Number(content);
    const age = Date.now() - fs.statSync(file).mtimeMs;
    // An empty file is one being written just now.
    const stale = age > STALE_MS || (pid > 0 ? !alive(pid) : age > 5000);
    return stale ? content : null;
  } catch (_gone) {
    return null;
  }
}

function removeIfThere(file) {
  try {
    fs.unlinkSync(file);
  } catch (_gone) {
    // Somebody else did.
  }
}

/** Removes a dead owner's lock. Another start may have done so and hold a new one by now: that one is put back. */
function clear(file, seen) {
  const aside = file + "." + process.pid;
  try {
    fs.renameSync(file, aside);
    if (fs.readFileSync(aside, "utf8") !== seen) fs.linkSync(aside, file);
  } catch (_raced) {
    // Then the next round sees what is true.
  }
  removeIfThere(aside);
}

function pause(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** Runs `work` while no other start of this folder does. Not re-entrant. */
function hold(root, work) {
  const folder = path.join(root, ".runtime");
  const file = path.join(folder, "lock");
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw say.stop(
      "Kartu cannot write into its own folder (" + root + "): " + error.message + ". Start it as the user that owns the folder.",
    );
  }
  let told = false;
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw say.stop("Kartu cannot write into its own folder (" + folder + "): " + error.message);
      const stale = staleContent(file);
      if (stale !== null) {
        clear(file, stale);
      } else {
        if (!told) say.line("Another start of Kartu is preparing this folder: waiting for it.");
        told = true;
        pause(200);
      }
    }
  }
  try {
    return work();
  } finally {
    removeIfThere(file);
  }
}

module.exports = { hold: hold };
