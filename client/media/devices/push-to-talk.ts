/**
 * Hold to talk, by a key or a button. Whatever ends the holding ends the talking: the key let go, the pointer let go or taken away, the window
 * left, the page hidden. Two holds at once (key and button) end with the second.
 */
export interface PushToTalkDeps {
  /** window */
  target: EventTarget;
  /** document */
  page: EventTarget & { readonly hidden: boolean };
  /** Push-to-talk is chosen. */
  on(): boolean;
  /** `KeyboardEvent.code` of the key. */
  code(): string;
  /** The key may be taken: nobody writes, no dialog is open, no control waits for it. */
  free(event: Event): boolean;
  held(is: boolean): void;
}

export interface PushToTalk {
  /** The button is held. */
  press(): void;
  release(): void;
  /** For those who cannot hold: talks until pressed again. */
  latch(): void;
  stop(): void;
}

type Holder = "key" | "button" | "latch";
type KeyEvent = Event & Pick<KeyboardEvent, "code" | "repeat" | "ctrlKey" | "metaKey" | "altKey">;

export function pushToTalk(deps: PushToTalkDeps): PushToTalk {
  const holders = new Set<Holder>();
  function hold(by: Holder, is: boolean): void {
    const before = holders.size > 0;
    if (is) holders.add(by);
    else holders.delete(by);
    if (before !== holders.size > 0) deps.held(!before);
  }
  function letGo(): void {
    for (const by of [...holders]) hold(by, false);
  }
  const down = (raw: Event): void => {
    const event = raw as KeyEvent;
    if (!deps.on() || event.code !== deps.code() || event.ctrlKey || event.metaKey || event.altKey) return;
    // Held already: the key's repetitions scroll nothing and press nothing, wherever the focus has gone meanwhile.
    if (holders.has("key")) return event.preventDefault();
    if (event.repeat || !deps.free(event)) return;
    event.preventDefault();
    hold("key", true);
  };
  const up = (raw: Event): void => {
    if ((raw as KeyEvent).code !== deps.code() || !holders.has("key")) return;
    raw.preventDefault();
    hold("key", false);
  };
  const pointerUp = (): void => hold("button", false);
  // What loses the focus within the page is heard here, too, on its way down.
  const left = (event: Event): void => {
    if (event.target === deps.target) letGo();
  };
  const hidden = (): void => {
    if (deps.page.hidden) letGo();
  };
  const listeners: [EventTarget, string, (event: Event) => void][] = [
    [deps.target, "keydown", down],
    [deps.target, "keyup", up],
    [deps.target, "blur", left],
    [deps.target, "pointerup", pointerUp],
    [deps.target, "pointercancel", pointerUp],
    [deps.page, "visibilitychange", hidden],
  ];
  for (const [target, type, listener] of listeners) target.addEventListener(type, listener, { capture: true });
  return {
    press: () => hold("button", true),
    release() {
      hold("button", false);
      hold("latch", false);
    },
    latch: () => hold("latch", !holders.has("latch")),
    stop() {
      letGo();
      for (const [target, type, listener] of listeners) target.removeEventListener(type, listener, { capture: true });
    },
  };
}
