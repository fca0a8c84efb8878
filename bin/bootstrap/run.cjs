// Starting other programs: short ones whose words matter only when they fail, and the long one that takes our place.
"use strict";
const childProcess = require("child_process");
const os = require("os");

/** What npm puts into the environment of its scripts would make a second npm act on the wrong folder. */
function cleanEnv() {
  const env = {};
  Object.keys(process.env).forEach((key) => {
    if (/^npm_(package|lifecycle)_/i.test(key)) return;
    if (/^npm_config_(local_prefix|prefix|global_prefix|global|location)$/i.test(key)) return;
    env[key] = process.env[key];
  });
  return env;
}

/** Runs to the end. Answers {ok, code, text}: `text` is stdout and stderr together. Never throws for a failing program. */
function quiet(program, args, options) {
  const result = childProcess.spawnSync(program, args, Object.assign({ encoding: "utf8", maxBuffer: 64 << 20, env: cleanEnv() }, options));
  const text = (result.stdout || "") + (result.stderr || "") + (result.error ? String(result.error.message) : "");
  return { ok: result.status === 0, code: result.status, text: text };
}

/** npm as the one that started us, on the Node that runs now (no .cmd file to find on Windows); otherwise the one on the PATH. */
function npm(args, options) {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.c?js$/.test(cli)) return quiet(process.execPath, [cli].concat(args), options);
  // Windows' npm is a .cmd, which only a shell runs; our arguments hold no character that a shell would read.
  return quiet("npm", args, Object.assign({ shell: process.platform === "win32" }, options));
}

/** How often (ms) we look whether the shell that npm put above us is still there. */
const PARENT_CHECK_MS = 250;

/**
 * npm hands SIGTERM to the shell it started us in, and that shell (dash) dies without handing it on: what is left of the signal is that
 * we have another parent. Then the program gets its SIGTERM from us.
 */
function endWithParent(child) {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    child.kill("SIGTERM");
  }, PARENT_CHECK_MS);
  timer.unref();
}

/** Runs a program in our place: same terminal, signals handed on. Resolves with its exit code (128 + signal as shells have it). */
function forever(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = childProcess.spawn(program, args, Object.assign({ stdio: "inherit", env: process.env }, options));
    const hand = (signal) => () => {
      // Ctrl-C reaches the whole group of a terminal by itself; twice would mean "at once".
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      child.kill(signal);
    };
    ["SIGINT", "SIGTERM", "SIGHUP"].forEach((signal) => process.on(signal, hand(signal)));
    endWithParent(child);
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code === null ? 128 + (os.constants.signals[signal] || 1) : code));
  });
}

/** The last lines of a program's words, for a sentence about its failure. */
function tail(text, lines) {
  return text
    .trim()
    .split(/\r?\n/)
    .slice(-(lines || 15))
    .join("\n");
}

/** What npm says about a failure: its first lines of error; the reason stands there and usage text follows. */
function npmError(text) {
  const errors = text.split(/\r?\n/).filter((one) => /^npm (error|ERR!) *\S/.test(one));
  return errors.length > 0 ? errors.slice(0, 8).join("\n") : tail(text);
}

module.exports = { quiet: quiet, npm: npm, forever: forever, tail: tail, npmError: npmError };
