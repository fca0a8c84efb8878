/** The screen stays on while one is in a conversation. The system takes the lock away whenever the page is hidden: it is taken again. */
interface Lock {
  release(): Promise<void>;
  addEventListener(type: "release", listener: () => void): void;
}

export interface WakeLockDeps {
  /** `navigator.wakeLock.request("screen")`; null where there is none. */
  request: (() => Promise<Lock>) | null;
  page: EventTarget & { readonly hidden: boolean };
}

export interface WakeLock {
  /** One is in a conversation. */
  set(wanted: boolean): void;
  stop(): void;
}

export function wakeLock({ request, page }: WakeLockDeps): WakeLock {
  let wanted = false;
  let lock: Lock | null = null;
  let asking = false;

  async function update(): Promise<void> {
    if (request === null || asking) return;
    if (lock !== null && !wanted) {
      const old = lock;
      lock = null;
      await old.release().catch(() => undefined);
    }
    if (lock !== null || !wanted || page.hidden) return;
    asking = true;
    try {
      const mine = await request();
      lock = mine;
      mine.addEventListener("release", () => {
        if (lock === mine) lock = null;
      });
    } catch {
      // A low battery, or a system that forbids it: asked for again when the page is looked at again.
    } finally {
      asking = false;
    }
    // What was wanted may have changed while the system was asked.
    if (!wanted) await update();
  }
  const seen = (): void => void update();
  page.addEventListener("visibilitychange", seen);
  return {
    set(now) {
      if (wanted === now) return;
      wanted = now;
      void update();
    },
    stop() {
      wanted = false;
      page.removeEventListener("visibilitychange", seen);
      void update();
    },
  };
}
