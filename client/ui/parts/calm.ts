/** When the page has a moment: for what is not needed to read and write, so that it does not come before them on a thin line. */

/** A page that is never idle waits no longer than this, ms. */
const AT_LATEST_MS = 2_000;

export const calm = (): Promise<void> =>
  new Promise((resolve) => {
    // Safari has no idle callbacks.
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: AT_LATEST_MS });
    else setTimeout(resolve, AT_LATEST_MS / 10);
  });
