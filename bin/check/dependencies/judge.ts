/** Judges lockfile, installed packages and advisories. Pure: what it says has tests of its own. */
import type { Accepted, Floor } from "./known.ts";

export interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}
export interface Locked {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
}
export interface Lock {
  packages: Record<string, Locked>;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

/** -1, 0, 1; of releases alone: what follows a hyphen is left out. */
function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => (text.split("-")[0] ?? "").split(".").map(Number));
  for (let i = 0; i < 3; i++) {
    const by = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (by !== 0) return Math.sign(by);
  }
  return 0;
}

/** What is installed is what the lockfile names, from the registry, by its checksum; what we ask for is one version. */
export function judgeLock(manifest: Manifest, lock: Lock, installed: Lock): string[] {
  const bad: string[] = [];
  for (const [name, wish] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
    if (lock.packages[`node_modules/${name}`]?.version !== wish)
      bad.push(`${name}: package.json says ${wish}, the lockfile something else`);
  for (const [path, { version, integrity, resolved, link }] of Object.entries(lock.packages)) {
    if (path === "") continue;
    // .npmrc leaves the registry's own addresses out of the lockfile: whatever is written there comes from elsewhere.
    if (link === true || resolved !== undefined) bad.push(`${nameOf(path)} ${version ?? ""}: not from the registry`);
    else if (integrity === undefined) bad.push(`${nameOf(path)} ${version ?? ""}: has no checksum in the lockfile`);
  }
  for (const [path, { version }] of Object.entries(installed.packages))
    if (lock.packages[path]?.version !== version) bad.push(`${nameOf(path)} ${version ?? ""}: installed, and not in the lockfile`);
  return bad;
}

/** Loaded or shipped by a running Kartu. */
const runs = ({ dev, devOptional, optional }: Locked): boolean => !(dev ?? devOptional ?? optional ?? false);

const accepts = (accepted: readonly Accepted[], name: string, version: string, advisory: string): boolean =>
  accepted.some((one) => one.package === name && one.advisory === advisory && one.versions.includes(version));

export function judgeFloors(lock: Lock, floors: readonly Floor[], accepted: readonly Accepted[]): string[] {
  const bad: string[] = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    const version = entry.version ?? "";
    const name = nameOf(path);
    for (const floor of floors) {
      if (floor.package !== name || !runs(entry)) continue;
      if (compare(version, floor.below) >= 0 || (floor.from !== undefined && compare(version, floor.from) < 0)) continue;
      if (!accepts(accepted, name, version, floor.advisory)) bad.push(`${name} ${version}: ${floor.advisory}, mended in ${floor.below}`);
    }
  }
  return bad;
}

interface Via {
  title: string;
  url: string;
  severity: string;
}
/** `npm audit --json`, or what npm says instead of it. */
export interface AuditAnswer {
  vulnerabilities?: Record<string, { via: (string | Via)[]; nodes: string[] }>;
  metadata?: unknown;
  message?: string;
}

/** `bad` fails the gate; `notes` are said. An answer that is none is a note, never taken for "all is well". */
export function judgeAudit(answer: AuditAnswer, lock: Lock, accepted: readonly Accepted[]): { bad: string[]; notes: string[] } {
  if (answer.vulnerabilities === undefined || answer.metadata === undefined) {
    const why = (answer.message ?? "no answer").slice(0, 160);
    return { bad: [], notes: [`the registry's advisories could not be asked (${why}); only the known floors were looked at`] };
  }
  const bad: string[] = [];
  const notes: string[] = [];
  for (const [name, { via, nodes }] of Object.entries(answer.vulnerabilities)) {
    for (const advisory of via) {
      if (typeof advisory === "string") continue;
      for (const node of nodes) {
        const entry = lock.packages[node] ?? {};
        const version = entry.version ?? "";
        if (accepts(accepted, name, version, advisory.url)) continue;
        (runs(entry) ? bad : notes).push(`${name} ${version}: ${advisory.severity}, ${advisory.title} (${advisory.url})`);
      }
    }
  }
  return { bad, notes };
}
