/** The shape of the messages of `protocol/conversation.ts`. */
import { z } from "zod";
import type { ConversationUp } from "../conversation.ts";

const person = z.int().min(0).max(0xffff);
/** Longer than any clean text may be: cleaning answers with a code that says so. */
const rawText = z.string().max(12_000);

export const CONVERSATION_CHECKS = {
  iWrite: z.strictObject({ on: z.boolean() }),
  write: z.strictObject({ text: rawText.nullable() }),
  wrote: z.strictObject({ draft: z.string().min(1).max(64), text: rawText }),
  together: z.strictObject({ person, on: z.boolean() }),
  whisper: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("begin") }),
    z.strictObject({ kind: z.literal("end"), person: person.exactOptional() }),
    z.strictObject({ kind: z.literal("join"), person }),
    z.strictObject({ kind: z.literal("answer"), person, yes: z.boolean() }),
  ]),
} satisfies { [K in keyof ConversationUp]: z.ZodType<ConversationUp[K]> };
