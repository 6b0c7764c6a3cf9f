/** Often enough to end a worker within 200 ms of passing its limit; a read costs some tens of microseconds. */
const INTERVAL_MS = 100;

/**
 * Watches the resident set of a worker, off-heap memory included, also in the middle of a job.
 *
 * @returns A function that stops the watch.
 */
export function watchMemory(rssBytes: () => number | undefined, limitBytes: number, onExceeded: () => void): () => void {
  if (limitBytes === Infinity) return () => {};
  const timer = setInterval(() => {
    if ((rssBytes() ?? 0) <= limitBytes) return;
    clearInterval(timer);
    onExceeded();
  }, INTERVAL_MS);
  return () => clearInterval(timer);
}
