/** What is known of packages without asking anybody. Add a floor when an advisory concerns Kartu; an exception needs a reason that can be checked. */

export interface Floor {
  package: string;
  /** Versions from `from` (inclusive) below `below` are vulnerable. */
  from?: string;
  below: string;
  advisory: string;
}

export const FLOORS: readonly Floor[] = [
  { package: "ws", from: "8.0.0", below: "8.17.1", advisory: "CVE-2024-37890" },
  { package: "express", from: "5.0.0", below: "5.0.1", advisory: "CVE-2024-43796" },
  { package: "path-to-regexp", from: "8.0.0", below: "8.4.0", advisory: "CVE-2024-45296 and its like" },
  { package: "send", below: "0.19.0", advisory: "CVE-2024-43799" },
  { package: "serve-static", from: "2.0.0", below: "2.1.0", advisory: "CVE-2024-43800" },
  { package: "body-parser", from: "2.0.0", below: "2.2.1", advisory: "CVE-2025-13466" },
  { package: "cookie", below: "0.7.0", advisory: "CVE-2024-47764" },
  { package: "qs", below: "6.14.1", advisory: "CVE-2025-15284" },
  { package: "nanoid", below: "3.3.8", advisory: "CVE-2024-55565" },
  { package: "nanoid", from: "4.0.0", below: "5.0.9", advisory: "CVE-2024-55565" },
  { package: "dompurify", from: "3.0.0", below: "3.2.4", advisory: "CVE-2025-26791" },
  { package: "katex", below: "0.16.21", advisory: "CVE-2025-23207" },
  { package: "mermaid", from: "11.0.0", below: "11.10.0", advisory: "CVE-2025-54880" },
  { package: "lodash-es", below: "4.17.23", advisory: "CVE-2025-13465" },
  { package: "jws", from: "4.0.0", below: "4.0.1", advisory: "CVE-2025-65945" },
  { package: "cross-spawn", from: "7.0.0", below: "7.0.5", advisory: "CVE-2024-21538" },
  { package: "braces", below: "3.0.3", advisory: "CVE-2024-4068" },
  { package: "micromatch", below: "4.0.8", advisory: "CVE-2024-4067" },
];

export interface Accepted {
  package: string;
  /** Exactly these versions. */
  versions: readonly string[];
  /** As in FLOORS, or the advisory's address in the registry's answer. */
  advisory: string;
  why: string;
}

export const ACCEPTED: readonly Accepted[] = [
  {
    package: "nanoid",
    versions: ["3.3.3", "4.0.2"],
    advisory: "CVE-2024-55565",
    why: "Concerns sizes that are no whole numbers. Excalidraw, which brings it, asks for constant sizes; names of elements are no secret.",
  },
  {
    package: "lodash-es",
    versions: ["4.17.21"],
    advisory: "CVE-2025-13465",
    why: "Concerns unset and omit. Chevrotain and dagre, which bring it by way of Excalidraw's mermaid, call neither.",
  },
];
