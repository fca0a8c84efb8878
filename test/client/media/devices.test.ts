/** How one talks and what a device does meanwhile: state machines on fakes. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Device, newDevices } from "../../../client/media/devices/hot-plug.ts";
import { type PushToTalkDeps, pushToTalk } from "../../../client/media/devices/push-to-talk.ts";
import { findChosen } from "../../../client/media/devices/remember.ts";
import { revive } from "../../../client/media/devices/revive.ts";
import { wakeLock } from "../../../client/media/devices/wake-lock.ts";
import { isWeak } from "../../../client/media/devices/weak.ts";

class Page extends EventTarget {
  hidden = false;
  show(is: boolean): void {
    this.hidden = !is;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}
const key = (type: "keydown" | "keyup", code: string, more: object = {}): Event =>
  Object.assign(new Event(type, { cancelable: true }), { code, repeat: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe("push-to-talk", () => {
  function begin(wish: Partial<PushToTalkDeps> = {}) {
    const [target, page] = [new EventTarget(), new Page()];
    const told: boolean[] = [];
    const talk = pushToTalk({
      target,
      page,
      on: () => true,
      code: () => "Space",
      free: () => true,
      held: (is) => told.push(is),
      ...wish,
    });
    return { target, page, told, talk };
  }

  it("[ME90] talks while the key is held; its repetitions and other keys do nothing; nothing scrolls", () => {
    const { target, told } = begin();
    const down = key("keydown", "Space");
    target.dispatchEvent(down);
    expect([down.defaultPrevented, told]).toEqual([true, [true]]);
    const again = key("keydown", "Space", { repeat: true });
    target.dispatchEvent(again);
    target.dispatchEvent(key("keyup", "KeyB"));
    expect([again.defaultPrevented, told]).toEqual([true, [true]]);
    target.dispatchEvent(key("keyup", "Space"));
    expect(told).toEqual([true, false]);
  });

  it.each<[string, (rig: ReturnType<typeof begin>) => void]>([
    ["the window is left", ({ target }) => target.dispatchEvent(new Event("blur"))],
    ["the page is hidden", ({ page }) => page.show(false)],
    ["the space is left", ({ talk }) => talk.stop()],
  ])("[ME90] ends when %s, whatever is held", (_, end) => {
    const rig = begin();
    rig.target.dispatchEvent(key("keydown", "Space"));
    rig.talk.press();
    rig.talk.latch();
    end(rig);
    expect(rig.told).toEqual([true, false]);
    // The key that is let go later says nothing new.
    rig.target.dispatchEvent(key("keyup", "Space"));
    expect(rig.told).toEqual([true, false]);
  });

  it("[ME90] the button lets go wherever the pointer does, and where the system takes it; two holds end with the second", () => {
    const { target, told, talk } = begin();
    talk.press();
    target.dispatchEvent(key("keydown", "Space"));
    target.dispatchEvent(new Event("pointerup"));
    expect(told).toEqual([true]);
    target.dispatchEvent(key("keyup", "Space"));
    talk.press();
    target.dispatchEvent(new Event("pointercancel"));
    expect(told).toEqual([true, false, true, false]);
    // Who cannot hold presses twice.
    talk.latch();
    target.dispatchEvent(new Event("pointerup"));
    expect(told.at(-1)).toBe(true);
    talk.latch();
    expect(told.at(-1)).toBe(false);
  });

  it("[ME90] the key is left alone while one writes, with modifiers, when it is another key or not chosen; a held key stays held as a box takes the focus", () => {
    let free = false;
    let on = true;
    let code = "Space";
    const { target, told } = begin({ free: () => free, on: () => on, code: () => code });
    const down = key("keydown", "Space");
    target.dispatchEvent(down);
    free = true;
    target.dispatchEvent(key("keydown", "Space", { ctrlKey: true }));
    target.dispatchEvent(key("keydown", "Space", { repeat: true }));
    on = false;
    target.dispatchEvent(key("keydown", "Space"));
    on = true;
    code = "KeyT";
    target.dispatchEvent(key("keydown", "Space"));
    expect([down.defaultPrevented, told]).toEqual([false, []]);
    target.dispatchEvent(key("keydown", "KeyT"));
    free = false;
    const typed = key("keydown", "KeyT", { repeat: true });
    target.dispatchEvent(typed);
    expect([typed.defaultPrevented, told]).toEqual([true, [true]]);
  });
});

describe("the screen stays on", () => {
  function begin() {
    const page = new Page();
    let open = 0;
    let asked = 0;
    const ends: (() => void)[] = [];
    const lock = wakeLock({
      page,
      request: () => {
        asked++;
        open++;
        const events = new EventTarget();
        let over = false;
        const end = (): void => {
          if (over) return;
          over = true;
          open--;
          events.dispatchEvent(new Event("release"));
        };
        ends.push(end);
        return Promise.resolve({
          release: () => {
            end();
            return Promise.resolve();
          },
          addEventListener: (type: "release", listener: () => void) => events.addEventListener(type, listener),
        });
      },
    });
    return { page, lock, ends, open: () => open, asked: () => asked };
  }
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

  it("[ME91] while one is in a conversation, and no longer", async () => {
    const { lock, open } = begin();
    lock.set(true);
    await settle();
    expect(open()).toBe(1);
    lock.set(false);
    await settle();
    expect(open()).toBe(0);
    // Over before the system has answered.
    lock.set(true);
    lock.set(false);
    await settle();
    expect(open()).toBe(0);
  });

  it("[ME91] the system takes the lock with a hidden page; it is taken again when the page is looked at, and asked for once", async () => {
    const { page, lock, ends, open, asked } = begin();
    lock.set(true);
    await settle();
    page.hidden = true;
    ends[0]?.();
    page.show(false);
    await settle();
    expect([open(), asked()]).toEqual([0, 1]);
    page.show(true);
    page.show(true);
    await settle();
    expect([open(), asked()]).toEqual([1, 2]);
    lock.stop();
    await settle();
    expect(open()).toBe(0);
  });

  it("[ME91] a system without such a lock, or that refuses it, hurts nobody", async () => {
    const page = new Page();
    const refused = wakeLock({ page, request: () => Promise.reject(new DOMException("low battery", "NotAllowedError")) });
    const none = wakeLock({ page, request: null });
    for (const lock of [refused, none]) {
      lock.set(true);
      await settle();
      lock.stop();
    }
  });
});

describe("after a sleep or a call", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("[ME92] looks once at microphone and players, whatever the system tells at once, and never while hidden", () => {
    const [target, page] = [new EventTarget(), new Page()];
    const did: string[] = [];
    const again = revive({ target, page, checkMic: () => did.push("mic"), playAgain: () => did.push("play") });
    page.show(true);
    target.dispatchEvent(new Event("pageshow"));
    target.dispatchEvent(new Event("focus"));
    page.dispatchEvent(new Event("resume"));
    vi.advanceTimersByTime(1_000);
    expect(did).toEqual(["mic", "play"]);
    // The call begins: the context is interrupted while the page is still seen, then hidden.
    again.look();
    page.show(false);
    vi.advanceTimersByTime(1_000);
    expect(did).toHaveLength(2);
    page.show(true);
    vi.advanceTimersByTime(1_000);
    expect(did).toHaveLength(4);
    again.stop();
    page.show(true);
    vi.advanceTimersByTime(1_000);
    expect(did).toHaveLength(4);
  });
});

describe("devices that come and go", () => {
  const mic = (deviceId: string, label = deviceId): Device => ({ kind: "audioinput", deviceId, label });

  it("[ME93] a new one is offered by its name; not the first look, not while names are hidden, not an alias", () => {
    expect(newDevices(null, [mic("a")])).toEqual({});
    expect(newDevices([mic("", "")], [mic("a")])).toEqual({});
    expect(newDevices([mic("a")], [mic("a"), mic("default", "Default - b")])).toEqual({});
    expect(newDevices([mic("a"), mic("b")], [mic("a")])).toEqual({});
    expect(newDevices([mic("a")], [mic("a"), mic("b", "Headset"), { kind: "audiooutput", deviceId: "b", label: "Headset" }])).toEqual({
      mic: { id: "b", label: "Headset" },
      speaker: { id: "b", label: "Headset" },
    });
  });

  it("[ME93] a chosen device is found by its id, else by its name", () => {
    const there = [mic("1", "Laptop"), mic("2", "Headset")];
    expect(findChosen(there, { id: "1", label: "Headset" })?.deviceId).toBe("1");
    expect(findChosen(there, { id: "gone", label: "Headset" })?.deviceId).toBe("2");
    expect(findChosen(there, { id: "gone", label: "" })).toBeNull();
    expect(findChosen(there, null)).toBeNull();
  });

  it("heavy things are not offered to weak devices", () => {
    expect([{ hardwareConcurrency: 2 }, { hardwareConcurrency: 8, deviceMemory: 2 }].map(isWeak)).toEqual([true, true]);
    expect([{}, { hardwareConcurrency: 8, deviceMemory: 8 }].map(isWeak)).toEqual([false, false]);
  });
});
