/** What the gate says of packages: in the lockfile, from the registry, not known to be vulnerable; and what it says when nobody can be asked. */
import { describe, expect, it } from "vitest";
import { judgeAudit, judgeFloors, judgeLock, type Lock } from "../../bin/check/dependencies/judge.ts";

const good = { version: "1.2.3", integrity: "sha512-x" };
const lock: Lock = {
  packages: { "": {}, "node_modules/a": good, "node_modules/b": { ...good, dev: true }, "node_modules/a/node_modules/c": good },
};
const manifest = { dependencies: { a: "1.2.3" }, devDependencies: { b: "1.2.3" } };
const change = (path: string, entry: object): Lock => ({ packages: { ...lock.packages, [path]: { ...lock.packages[path], ...entry } } });

describe("[OP44] the lockfile", () => {
  it("is what is installed, and one version of each thing we ask for", () => {
    expect(judgeLock(manifest, lock, lock)).toEqual([]);
    expect(judgeLock({ dependencies: { a: "^1.2.3" } }, lock, lock)).toEqual([expect.stringMatching(/^a: package.json says \^1.2.3/)]);
    expect(judgeLock(manifest, lock, change("node_modules/d", good))).toEqual(["d 1.2.3: installed, and not in the lockfile"]);
    expect(judgeLock(manifest, lock, change("node_modules/a", { version: "9.9.9" }))).toEqual([
      "a 9.9.9: installed, and not in the lockfile",
    ]);
  });
  it("takes nothing from elsewhere, and nothing without a checksum", () => {
    const elsewhere = change("node_modules/b", { resolved: "git+ssh://example.org/b.git" });
    expect(judgeLock(manifest, elsewhere, lock)).toEqual(["b 1.2.3: not from the registry"]);
    const { integrity: _, ...bare } = good;
    expect(judgeLock(manifest, { packages: { ...lock.packages, "node_modules/b": bare } }, lock)).toEqual([
      "b 1.2.3: has no checksum in the lockfile",
    ]);
  });
});

describe("[OP44] an advisory", () => {
  const floors = [{ package: "c", from: "1.0.0", below: "1.2.4", advisory: "CVE-1" }];
  it("that is known here closes the gate, unless this very version is accepted with a reason", () => {
    expect(judgeFloors(lock, floors, [])).toEqual(["c 1.2.3: CVE-1, mended in 1.2.4"]);
    const accepted = { package: "c", versions: ["1.2.3"], advisory: "CVE-1", why: "not reached" };
    expect(judgeFloors(lock, floors, [accepted])).toEqual([]);
    expect(judgeFloors(lock, floors, [{ ...accepted, versions: ["1.2.2"] }])).toHaveLength(1);
    for (const version of ["1.2.4", "0.9.9", "2.0.0"])
      expect(judgeFloors(change("node_modules/a/node_modules/c", { version }), floors, [])).toEqual([]);
  });
  const via = [{ title: "Bad", url: "https://x/GHSA-1", severity: "high" }];
  const answer = (node: string) => ({ metadata: {}, vulnerabilities: { a: { via, nodes: [node] } } });
  it("of the registry closes the gate for what runs, and is a note for a tool", () => {
    expect(judgeAudit(answer("node_modules/a"), lock, []).bad).toEqual(["a 1.2.3: high, Bad (https://x/GHSA-1)"]);
    expect(judgeAudit(answer("node_modules/b"), lock, [])).toEqual({ bad: [], notes: [expect.stringMatching(/^a 1.2.3: high/)] });
    expect(judgeAudit({ metadata: {}, vulnerabilities: {} }, lock, [])).toEqual({ bad: [], notes: [] });
  });
  it("that could not be asked for is said, and never taken for none", () => {
    for (const silent of [{ message: "405 Method Not Allowed" }, {}, { vulnerabilities: {} }])
      expect(judgeAudit(silent, lock, [])).toEqual({ bad: [], notes: [expect.stringMatching(/could not be asked/)] });
  });
});
