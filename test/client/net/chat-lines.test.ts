import { describe, expect, it } from "vitest";
import { ChatLines } from "../../../client/net/chat-lines.ts";
import { spaceStores } from "../../../client/store/space.ts";
import type { ChatLine } from "../../../shared/protocol/messages.ts";

const YOU = 7;
const line = (seq: number, text: string, person = 1): ChatLine => ({ seq, at: seq, person, name: "Ana", text, lang: "sl" });

function chat() {
  const stores = spaceStores();
  const sent: { draft: string; text: string }[] = [];
  let drafts = 0;
  const lines = new ChatLines({ stores, send: (l) => sent.push(l), newDraft: () => `d${++drafts}`, you: () => YOU });
  return { lines, sent, shown: () => stores.$chat.get().map((e) => `${e.state}: ${e.text}`) };
}

describe("chat lines", () => {
  it("[SP20] an own line waits in its place until the server has it", () => {
    const { lines, shown } = chat();
    lines.reset([line(1, "Hello")], true);
    lines.say("Here I am");
    expect(shown()).toEqual(["sent: Hello", "waiting: Here I am"]);
    lines.received({ ...line(2, "Here I am", YOU), draft: "d1" });
    expect(shown()).toEqual(["sent: Hello", "sent: Here I am"]);
  });

  it("[SP20] after a break a waiting line is sent again, unless it had arrived", () => {
    const { lines, sent, shown } = chat();
    lines.reset([line(1, "Hello")], true);
    lines.say("arrived");
    lines.say("lost");
    lines.reset([line(1, "Hello"), line(2, "arrived", YOU)], true);
    expect(shown()).toEqual(["sent: Hello", "sent: arrived", "waiting: lost"]);
    expect(sent.map((l) => l.text)).toEqual(["arrived", "lost", "lost"]);
  });

  it("[SP21] a line written in one place is never sent to the people of another", () => {
    const { lines, sent, shown } = chat();
    lines.reset([], true);
    lines.say("only for the kitchen");
    lines.reset([line(1, "Welcome to the garden")], false);
    expect(shown()).toEqual(["sent: Welcome to the garden", "refused: only for the kitchen"]);
    expect(sent).toHaveLength(1);
  });

  it("[SP20] a refused line keeps its words and can be tried again", () => {
    const { lines, sent, shown } = chat();
    lines.reset([], true);
    lines.say("too fast");
    lines.refused("d1", "chat_too_fast");
    expect(shown()).toEqual(["refused: too fast"]);
    lines.again("d1");
    expect(shown()).toEqual(["waiting: too fast"]);
    expect(sent).toHaveLength(2);
  });
});
