/** Runs in the page before anything else: plays the person and writes down when they could do what they came for. It is sent as text: nothing from outside. */
export interface Noted {
  /** ms since the navigation began. */
  form?: number;
  line?: number;
  /** The first step that the page sent to the server. */
  step?: number;
  /** The tap on "Join". */
  tapped?: number;
  /** The scripts that were there by then, by their path. */
  scriptsAtLine?: string[];
}

declare global {
  interface Window {
    noted: Noted;
  }
}

/** @param wish `name`: come in by the join page under this name; `line`: the line of the chat that is waited for, or null for walking */
export function play(wish: { name: string | null; line: string | null; segment: readonly [number, number] }): void {
  const noted: Noted = {};
  window.noted = noted;
  const now = (): number => performance.now();
  const seen = (element: Element): boolean => element.getClientRects().length > 0;
  const button = (name: RegExp): HTMLElement | undefined =>
    [...document.querySelectorAll<HTMLElement>("button, [role=tab]")].find((b) => name.test(b.ariaLabel ?? b.textContent ?? "") && seen(b));

  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    const bytes = ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, 2) : null;
    if (noted.step === undefined && bytes?.[0] === wish.segment[0] && bytes[1] === wish.segment[1]) noted.step = now();
    send.call(this, data);
  };

  let pressed = 0;
  const press = (): void => {
    // An arrow each way in turn, so that a wall is no obstacle.
    const code = pressed++ % 2 === 0 ? "ArrowLeft" : "ArrowRight";
    for (const type of ["keydown", "keyup"])
      document.body.dispatchEvent(new KeyboardEvent(type, { code, bubbles: true, cancelable: true }));
  };
  const join = (): void => {
    const name = document.querySelector<HTMLInputElement>("#nickname");
    if (name === null || !seen(name)) return;
    noted.form ??= now();
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
    set?.call(name, wish.name);
    name.dispatchEvent(new Event("input", { bubbles: true }));
    const without = button(/^Join without sound/);
    if (!without) return;
    noted.tapped = now();
    without.click();
  };
  const read = (line: string): void => {
    const walker = document.querySelector('[role=tabpanel][data-tab="chat"]');
    if (walker?.textContent?.includes(line) === true && seen(walker)) {
      noted.line = now();
      noted.scriptsAtLine = performance
        .getEntriesByType("resource")
        .map((entry) => new URL(entry.name).pathname)
        .filter((path) => path.endsWith(".js"));
      return;
    }
    (button(/^Chat/) ?? button(/^People & chat/))?.click();
  };
  const look = (): void => {
    if (document.body === null) return;
    if (wish.name !== null && noted.tapped === undefined) join();
    if (wish.line !== null && noted.line === undefined) read(wish.line);
    if (wish.line === null && noted.step === undefined && document.querySelector("canvas") !== null) press();
  };
  setInterval(look, 30);
}
