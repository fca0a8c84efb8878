/**
 * Colyseus' SDK without parts that no page of Kartu asks for and that would weigh on the first visit: WebTransport, inputs that a server's room
 * declares (Kartu's steps are messages of their own, see docs/decisions/27), and the writing of states. Whoever would use one reads what is missing.
 */
import type { Plugin } from "vite";

const missing = (name: string): string =>
  `export class ${name} { constructor() { throw new Error("${name} is left out by bin/build/sdk.ts"); } }`;

/** By the end of the module's path. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  "transport/H3Transport.mjs": missing("H3TransportTransport"),
  "input/RoomInput.mjs": missing("RoomInput"),
};
const MODULE = /[\\/]@colyseus[\\/]sdk[\\/]build[\\/](transport|input)[\\/](H3Transport|RoomInput)\.mjs$/;

/** Describing a state is the server's; what stands between these two in @colyseus/schema brings the whole encoder along. */
const DESCRIBE = "Reflection.encode = function";
const READ = "Reflection.decode = function";

function withoutEncoder(code: string): string {
  const from = code.indexOf(DESCRIBE);
  const to = code.indexOf(READ);
  if (from === -1 || to < from) throw new Error("@colyseus/schema describes its states in a form that bin/build/sdk.ts does not know");
  return code.slice(0, from) + code.slice(to);
}

export function sdk(): Plugin {
  return {
    name: "kartu:sdk",
    apply: "build",
    enforce: "pre",
    load: {
      filter: { id: MODULE },
      handler: (id) => Object.entries(LEFT_OUT).find(([path]) => id.replaceAll("\\", "/").endsWith(path))?.[1] ?? null,
    },
    transform: {
      filter: { id: /[\\/]@colyseus[\\/]schema[\\/]build[\\/]index\.mjs$/ },
      handler: (code) => ({ code: withoutEncoder(code), map: null }),
    },
  };
}
