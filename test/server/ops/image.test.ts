/** What README has people run in the container, run in a folder laid out as the image is: no engine is at hand, and a file that the image lacks would be found by them. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../support/ports.ts";
import { until } from "../../support/until.ts";

const ROOT = join(import.meta.dirname, "../../..");
const read = (name: string): string => readFileSync(join(ROOT, name), "utf8");

/** Files and folders of the second stage that come from this repository; what is built, and node_modules, are apart. */
const copied = (): string[] =>
  (read("Dockerfile").split("\nFROM ").at(-1) ?? "").split("\n").flatMap((line) => {
    const [what, ...paths] = line.split(" ");
    return what === "COPY" && !paths[0]?.startsWith("--") ? paths.slice(0, -1) : [];
  });

/** `node server/cli/….ts …` after `docker compose exec|run … kartu`, wherever people are told so. */
const commands = (): string[] =>
  ["README.md", "docker-compose.yml"].flatMap((name) =>
    [...read(name).matchAll(/docker compose (?:exec|run [^`\n]*?)\s?kartu (node [^`\n]+)/g)].map(([, command = ""]) => command.trim()),
  );

describe("the image", { timeout: 60_000 }, () => {
  let folder = "";
  const image = (): string => join(folder, "kartu");
  const data = (): string => join(folder, "data");
  const env = (): NodeJS.ProcessEnv => ({ ...process.env, NODE_ENV: "production", KARTU_DATA: data(), KARTU_STUN_PORT: "0", INIT_CWD: "" });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "kartu-image-"));
    await mkdir(data(), { mode: 0o700 });
    for (const name of copied()) await cp(join(ROOT, name), join(image(), name), { recursive: true });
    await symlink(join(ROOT, "node_modules"), join(image(), "node_modules"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = (command: string): Promise<{ code: number; said: string }> => {
    const [, ...args] = command.split(" ");
    return new Promise((resolve) => {
      execFile(process.execPath, args, { cwd: image(), env: env() }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), said: stdout + stderr }),
      );
    });
  };
  const named = (part: string): string =>
    commands().find((command) => command.includes(part)) ?? expect.fail(`README has no ${part} for Docker`);

  async function whileItRuns(does: () => Promise<void>): Promise<void> {
    const port = await freePort();
    const child = spawn(process.execPath, ["server/main.ts"], {
      cwd: image(),
      env: { ...env(), PORT: String(port), KARTU_HOST: "127.0.0.1" },
      stdio: "ignore",
    });
    const gone = once(child, "exit");
    try {
      await until("it is up", async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok, 30_000);
      await does();
    } finally {
      child.kill("SIGTERM");
      await gone;
    }
  }

  it("[OP73] backs up while it runs, checks, refuses to restore beside a server, and restores after it was stopped", async () => {
    const restore = named("restore.ts /data/backups/<file>").replace(" --verify", "");
    let file = "";
    const toRestore = (): string => restore.replace("/data/backups/<file>", join(data(), "backups", file));
    await whileItRuns(async () => {
      expect(await run(named("backup.ts"))).toMatchObject({ code: 0 });
      file = (await readdir(join(data(), "backups"))).find((name) => name.endsWith(".db")) ?? expect.fail("no backup in the volume");
      expect(await run(`${toRestore()} --verify`)).toMatchObject({ code: 0, said: expect.stringContaining("is whole") });
      expect(await run(toRestore())).toMatchObject({ code: 1, said: expect.stringMatching(/stop it first/) });
    });
    expect(await run(toRestore())).toMatchObject({ code: 0, said: expect.stringContaining("is restored into") });
    await whileItRuns(async () => undefined);
  });

  it("[OP73] every command that README has people run in it is there", async () => {
    const scripts = [...new Set(commands().map((command) => command.split(" ")[1] ?? ""))].toSorted();
    expect(scripts).toEqual(["server/cli/backup.ts", "server/cli/doctor.ts", "server/cli/owner-link.ts", "server/cli/restore.ts"]);
    const owner = await run("node server/cli/owner-link.ts");
    expect(owner).toMatchObject({ code: 0, said: expect.stringContaining("/owner#") });
  });
});
