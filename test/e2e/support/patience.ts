/** Waiting for something a person waits for too. Long enough for a slow machine that has much to do: only a failure takes so long. */
export const PATIENCE = { timeout: 30_000 };
