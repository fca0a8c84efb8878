/**
 * What this device remembers, in one place: `localStorage`, or, on a device that several use, only as long as the tab is open. Everything kept here
 * has a default; where storage is refused, nothing is remembered.
 */
const SHARED = "kartu.shared";
/** Keys that this page wrote for good. */
const written = new Set<string>();
let shared = false;
try {
  shared = sessionStorage.getItem(SHARED) !== null;
} catch {
  // Nothing is kept here anyway.
}

/** Nothing may stay on this device. */
export const isSharedDevice = (): boolean => shared;

export function recall(key: string): string | null {
  try {
    return (shared ? sessionStorage.getItem(key) : null) ?? localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function keep(key: string, value: string): void {
  try {
    if (shared) sessionStorage.setItem(key, value);
    else {
      localStorage.setItem(key, value);
      written.add(key);
    }
  } catch {
    // Private mode: it lasts as long as the page.
  }
}

/** From now on nothing stays; what this page has kept already is taken back. */
export function shareDevice(on: boolean): void {
  if (shared === on) return;
  shared = on;
  try {
    if (!on) return sessionStorage.removeItem(SHARED);
    sessionStorage.setItem(SHARED, "1");
    for (const key of written) {
      const value = localStorage.getItem(key);
      if (value !== null) sessionStorage.setItem(key, value);
      localStorage.removeItem(key);
    }
    written.clear();
  } catch {
    // Nothing was kept.
  }
}

/** Everything of Kartu's goes out of this browser's storage. */
export function forgetKept(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("kartu.")) localStorage.removeItem(key);
    sessionStorage.clear();
  } catch {
    // Nothing was kept where storage is closed.
  }
}
