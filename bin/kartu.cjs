#!/usr/bin/env node
// Every command of Kartu goes through here. This file and bin/bootstrap/ have no dependencies and use old syntax only: an old Node must
// be able to read them, take a newer Node and go on with it. What a person must know is said in sentences on stderr; stdout belongs to
// the command. See docs/decisions/45-one-command.md.
"use strict";
const path = require("path");
const say = require("./bootstrap/say.cjs");
const run = require("./bootstrap/run.cjs");

const root = path.resolve(__dirname, "..");

const node = () => require("./bootstrap/runtime.cjs").node(root);
const dependencies = () => require("./bootstrap/dependencies.cjs").ensure(root);
const client = (nodePath) => require("./bootstrap/client.cjs").ensure(root, nodePath);
const browser = (nodePath) => require("./bootstrap/browser.cjs").find(root, nodePath);

function start(args) {
  const nodePath = node();
  dependencies();
  client(nodePath);
  return run.forever(nodePath, ["server/main.ts"].concat(args), { cwd: root });
}

function script(file, args, env) {
  const nodePath = node();
  dependencies();
  return run.forever(nodePath, [file].concat(args), { cwd: root, env: env });
}

function test(args) {
  const nodePath = node();
  dependencies();
  client(nodePath);
  const found = browser(nodePath);
  const vitest = [path.join(root, "node_modules/vitest/vitest.mjs"), "run"];
  if (!found) {
    if (process.env.CI === "true") throw say.stop("No browser was found or could be installed, and in CI no test may be skipped.");
    say.line("No browser: the tests in test/e2e are SKIPPED. Set CHROMIUM_BIN to a Chromium or Chrome to run them.");
    vitest.push("--project", "unit");
  }
  const env = Object.assign({}, process.env, found ? { CHROMIUM_BIN: found } : { KARTU_NO_BROWSER: "1" });
  return run.forever(nodePath, vitest.concat(args), { cwd: root, env: env });
}

function bench(args) {
  const name = args[0];
  if (!name || !/^[a-z]+$/.test(name)) throw say.stop("Which benchmark? For example: npm run bench:world -- --json");
  const nodePath = node();
  dependencies();
  client(nodePath);
  return run.forever(nodePath, ["test/bench/" + name + ".ts"].concat(args.slice(1)), { cwd: root });
}

const COMMANDS = {
  start: start,
  test: test,
  bench: bench,
  dev: (args) => script("bin/dev.ts", args),
  check: (args) => script("bin/check.ts", args),
  format: (args) => script("node_modules/@biomejs/biome/bin/biome", ["format", "--write"].concat(args.length > 0 ? args : ["."])),
  livekit: (args) => script("bin/livekit.ts", args),
  licences: () => script("bin/check/licences.ts", ["--write"]),
  "owner-link": (args) => script("server/cli/owner-link.ts", args),
  backup: (args) => script("server/cli/backup.ts", args),
  restore: (args) => script("server/cli/restore.ts", args),
  doctor: (args) => script("server/cli/doctor.ts", args),
  "media-setup": (args) => script("server/cli/media-setup.ts", args),
  admin: (args) => script("server/cli/admin.ts", args),
  build: () => {
    const nodePath = node();
    dependencies();
    client(nodePath);
    return Promise.resolve(0);
  },
};

const command = process.argv[2] || "start";
if (!Object.prototype.hasOwnProperty.call(COMMANDS, command)) {
  say.line('Kartu does not know "' + command + '". It knows: ' + Object.keys(COMMANDS).join(", ") + ".");
  process.exit(2);
}
Promise.resolve()
  .then(() => COMMANDS[command](process.argv.slice(3)))
  .then(
    (code) => {
      process.exitCode = code;
    },
    (error) => {
      if (say.isStop(error)) say.line(error.message);
      else console.error(error);
      process.exitCode = 1;
    },
  );
