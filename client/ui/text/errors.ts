/** What each code of the server means to a person, and what to do next. A code without a sentence does not compile. */
import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AccountErrorCode, ErrorCode } from "../../../shared/domain/errors.ts";

const SENTENCES: Record<Exclude<ErrorCode, AccountErrorCode>, MessageDescriptor> = {
  bad_request: msg({ id: "error.bad_request", message: "Kartu did not understand this request. Reload the page and try again." }),
  too_large: msg({ id: "error.too_large", message: "This is too much at once. Make it shorter and try again." }),
  rate_limited: msg({ id: "error.rate_limited", message: "That was a bit fast. Wait a few seconds, then try again." }),
  no_session: msg({ id: "error.no_session", message: "This device is not known here any more. Open your invite link again to come in." }),
  forbidden: msg({ id: "error.forbidden", message: "You may not do this here. Ask your trainer if you need it." }),
  not_found: msg({ id: "error.not_found", message: "This is not there any more. Ask your trainer for a new link." }),
  foreign_origin: msg({
    id: "error.foreign_origin",
    message: "This page was opened through another address. Open your invite link directly and try again.",
  }),
  internal: msg({ id: "error.internal", message: "Something broke on the server. Try again in a moment; if it stays, tell your trainer." }),
  storage_failed: msg({
    id: "error.storage_failed",
    message:
      "The server cannot save just now, so nothing was changed. Try again, and tell whoever runs the server that its disk may be full.",
  }),
  protocol_mismatch: msg({
    id: "error.protocol_mismatch",
    message: "Kartu was updated while this page was open. Reload the page to go on.",
  }),
  build_mismatch: msg({ id: "error.build_mismatch", message: "Kartu was updated while this page was open. Reload the page to go on." }),
  owner_link_unknown: msg({
    id: "error.owner_link_unknown",
    message: "This owner link was used already or is too old. Whoever runs the server gets a new one with “npm run owner-link”.",
  }),
  invite_unknown: msg({
    id: "error.invite_unknown",
    message: "This invite link is not complete or does not exist. Ask your trainer to send it again.",
  }),
  invite_expired: msg({ id: "error.invite_expired", message: "This invite has run out. Ask your trainer for a new link." }),
  invite_revoked: msg({ id: "error.invite_revoked", message: "This invite was withdrawn. Ask your trainer for a new link." }),
  invite_used_up: msg({
    id: "error.invite_used_up",
    message: "This invite has been used as often as it may be. Ask your trainer for a new link.",
  }),
  name_empty: msg({ id: "error.name_empty", message: "Write a nickname, so that the others know who you are." }),
  name_too_long: msg({ id: "error.name_too_long", message: "This name is too long. Use at most {max} characters." }),
  name_not_text: msg({ id: "error.name_not_text", message: "Nobody could read this name. Use letters, digits or an emoji." }),
  space_name_empty: msg({ id: "error.space_name_empty", message: "Give the space a name, so that people know where they are." }),
  text_too_long: msg({ id: "error.text_too_long", message: "This text is too long. Use at most {max} characters." }),
  capacity_range: msg({ id: "error.capacity_range", message: "Enter a number from 1 to {max}, or leave it empty." }),
  space_full: msg({ id: "error.space_full", message: "The space is full just now. Wait a moment and try again." }),
  ejected: msg({ id: "error.ejected", message: "A trainer asked you to leave this space. Talk to your trainer if you want to come back." }),
  chat_empty: msg({ id: "error.chat_empty", message: "Write something first." }),
  chat_too_long: msg({ id: "error.chat_too_long", message: "This line is too long. Use at most {max} characters." }),
  chat_too_fast: msg({ id: "error.chat_too_fast", message: "That was fast! Wait a second, then send it again." }),
  target_gone: msg({ id: "error.target_gone", message: "They are not there any more." }),
  not_sent: msg({ id: "error.not_sent", message: "The connection is gone just now, so nothing was done. Try it again when you are back." }),
  no_way: msg({ id: "error.no_way", message: "There is no way to walk there." }),
  meeting_full: msg({ id: "error.meeting_full", message: "This meeting area is full. Wait until somebody leaves, or meet beside it." }),
  last_owner: msg({ id: "error.last_owner", message: "Somebody has to own this space. Make another person its owner first." }),
  cannot_lead: msg({
    id: "error.cannot_lead",
    message: "Only a trainer or co-trainer who is here can lead the session. Give them that role first.",
  }),
  banned: msg({
    id: "error.banned",
    message: "You cannot come into this space any more. Talk to your trainer if you think this is a mistake.",
  }),
  block_leads: msg({
    id: "error.block_leads",
    message: "Those who lead a session cannot be blocked. If something is wrong, report it.",
  }),
  frozen: msg({ id: "error.frozen", message: "A trainer has paused the room. Wait until it goes on." }),
  chat_slow: msg({ id: "error.chat_slow", message: "The chat is slowed down just now. Wait {seconds} s, then send it again." }),
  in_lobby: msg({ id: "error.in_lobby", message: "A trainer has to let you in first. Stay here; the page opens by itself." }),
  conduct_needed: msg({
    id: "error.conduct_needed",
    message: "Read the rules of this space and accept them first. They may have changed a moment ago.",
  }),
  too_early: msg({ id: "error.too_early", message: "It has not begun yet. Stay here; the page opens by itself." }),
  name_word: msg({ id: "error.name_word", message: "This name holds a word that is not used here. Choose another one." }),
  name_of_lead: msg({
    id: "error.name_of_lead",
    message: "Somebody who leads here has this name, or one that looks like it. Add something, so that nobody mixes you up.",
  }),
  chat_word: msg({
    id: "error.chat_word",
    message: "A trainer has to read this line first, and no trainer is here. Say it in other words.",
  }),
  line_word: msg({ id: "error.line_word", message: "There is a word in it that is not used here. Say it in other words." }),
  reports_open: msg({
    id: "error.reports_open",
    message:
      "Five of your reports are with the trainers, and not closed yet. As soon as they close one, you can send this. If you need somebody now, call a trainer.",
  }),
  chat_dropped: msg({ id: "error.chat_dropped", message: "A trainer read this line and did not let it through. Say it in other words." }),
  words_too_many: msg({ id: "error.words_too_many", message: "This is too much: at most {max}. Leave some out." }),
  words_line: msg({
    id: "error.words_line",
    message: "Line {line} cannot be used: at most 40 characters, and at least two letters (three before a *).",
  }),
  lobby_refused: msg({ id: "error.lobby_refused", message: "A trainer did not let you in this time. Talk to your trainer." }),
};

/** Those of pages that are not in the first load; such a page brings them along (`ui/account/sentences.ts`). */
let more: Partial<Record<ErrorCode, MessageDescriptor>> = {};
export const addSentences = (sentences: Record<AccountErrorCode, MessageDescriptor>): void => {
  more = sentences;
};

const UNREACHABLE = msg({
  id: "error.unreachable",
  message: "The server does not answer. Check your internet connection, then try again; what you wrote is still here.",
});

export type Params = Record<string, string | number>;

/** @param code "unreachable": no answer at all */
export function sentence(i18n: I18n, code: ErrorCode | "unreachable", params: Params = {}): string {
  const text =
    code === "unreachable"
      ? UNREACHABLE
      : (more[code] ?? (SENTENCES as Partial<Record<ErrorCode, MessageDescriptor>>)[code] ?? SENTENCES.internal);
  return i18n._({ ...text, values: params });
}
