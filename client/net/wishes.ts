/** What somebody does on purpose to others or asks of them: sent, or refused on the spot. Nothing of it is lost without a word. */
import type { LeadingUp } from "../../shared/protocol/leading.ts";
import type { PersonId, UpMessages } from "../../shared/protocol/messages.ts";

interface WishDeps {
  /** @returns whether there was a connection to send it by */
  up<K extends keyof UpMessages>(type: K, message: UpMessages[K]): boolean;
  /** It was not sent. */
  lost(of: keyof UpMessages): void;
}

export class Wishes {
  readonly #deps: WishDeps;
  /** This connection has its welcome: until then the server takes nothing. */
  #greeted = false;
  /** What is the matter with the page: told again after each return. */
  #condition: LeadingUp["condition"] | null = null;

  constructor(deps: WishDeps) {
    this.#deps = deps;
  }

  /** Another connection. */
  begun(): void {
    this.#greeted = false;
  }

  welcomed(): void {
    this.#greeted = true;
    if (this.#condition) this.#deps.up("condition", this.#condition);
  }

  eject(person: PersonId, minutes?: number): boolean {
    return this.#send("eject", minutes === undefined ? { person } : { person, minutes });
  }

  lead<K extends keyof LeadingUp>(type: K, message: LeadingUp[K]): boolean {
    if (type !== "condition") return this.#send<keyof UpMessages>(type, message);
    this.#condition = message as LeadingUp["condition"];
    return this.#deps.up("condition", this.#condition);
  }

  #send<K extends keyof UpMessages>(type: K, message: UpMessages[K]): boolean {
    const sent = this.#greeted && this.#deps.up(type, message);
    if (!sent) this.#deps.lost(type);
    return sent;
  }
}
