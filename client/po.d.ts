/** Parts of the words: `bin/build/catalogues.ts`. */
declare module "*.po?door" {
  import type { Messages } from "@lingui/core";
  export const messages: Messages;
}

declare module "*.po?space" {
  import type { Messages } from "@lingui/core";
  export const messages: Messages;
}

declare module "*.po" {
  import type { Messages } from "@lingui/core";
  export const messages: Messages;
}
