/** What the commands about accounts share besides the store: one object a process. */
import type { Identity, Ports } from "../ports.ts";
import { Attempts } from "./attempts.ts";
import { Challenges } from "./challenges.ts";
import { Passwords } from "./passwords.ts";

export interface AccountHouse {
  ports: Ports;
  passwords: Passwords;
  attempts: Attempts;
  challenges: Challenges;
}

export const makeAccounts = (ports: Ports): AccountHouse => ({
  ports,
  passwords: new Passwords(),
  attempts: new Attempts(),
  challenges: new Challenges(),
});

/** Where a request comes from, as far as it matters here. */
export interface From {
  /** What rates by address count by. */
  address: string;
  device: string;
  /** Origin of the page: PUBLIC_URL's, or the one it was opened by. */
  origin: string;
}

/** Somebody with a session, and where they are. */
export interface Asker extends From {
  who: Identity;
}
