/** The words of the first page alone. */
declare module "*.po?door" {
  import type { Messages } from "@lingui/core";
  export const messages: Messages;
}

declare module "*.po" {
  import type { Messages } from "@lingui/core";
  export const messages: Messages;
}
