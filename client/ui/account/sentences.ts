/** What the codes of accounts mean to a person. Brought along by the pages that may show them. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AccountErrorCode } from "../../../shared/domain/errors.ts";
import { addSentences } from "../text/errors.ts";

const SENTENCES: Record<AccountErrorCode, MessageDescriptor> = {
  confirm_needed: msg({ id: "error.confirm_needed", message: "Nothing was changed: first show that it is still you." }),
  login_wrong: msg({ id: "error.login_wrong", message: "Log-in name and password do not belong together. Check both, then try again." }),
  login_wait: msg({
    id: "error.login_wait",
    message:
      "That went wrong too often. Wait {minutes, plural, =0 {{seconds, plural, one {# second} other {# seconds}}} one {# minute} other {# minutes}}, then try again. A passkey or a recovery code works at once.",
  }),
  login_name_bad: msg({
    id: "error.login_name_bad",
    message: "A log-in name has 2 to {max} letters or digits, and between them . _ - + or @, without spaces.",
  }),
  login_name_taken: msg({ id: "error.login_name_taken", message: "Somebody else uses this log-in name. Choose another one." }),
  password_short: msg({
    id: "error.password_short",
    message: "This password is too short. Use {min} characters or more; a few words are good.",
  }),
  password_weak: msg({
    id: "error.password_weak",
    message: "This password is guessed too easily. A few words that do not belong together are good.",
  }),
  passkey_failed: msg({ id: "error.passkey_failed", message: "This passkey was not accepted. Try again, or use another way." }),
  passkey_unavailable: msg({
    id: "error.passkey_unavailable",
    message: "Browsers offer no passkeys at this address: they need one with a name that starts with https. A password works here.",
  }),
  recovery_unknown: msg({
    id: "error.recovery_unknown",
    message: "This recovery code does not exist or was used already. Each works once; check the letters or take the next one.",
  }),
  link_unknown: msg({
    id: "error.link_unknown",
    message: "This link was used already, is too old or is not complete. Ask whoever sent it for a new one.",
  }),
  last_org_owner: msg({
    id: "error.last_org_owner",
    message: "Somebody has to own this Kartu. Make another member an owner first.",
  }),
};
addSentences(SENTENCES);
