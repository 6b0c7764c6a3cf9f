const followers = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `listener` once when the signal is aborted; gives a function that ends it.
 *
 * However many follow a signal, it gets one listener: Node warns of a leak from the eleventh on.
 */
export function followAbort(signal: AbortSignal, listener: () => void): () => void {
  const all = followers.get(signal) ?? follow(signal);
  all.add(listener);
  return () => void all.delete(listener);
}

function follow(signal: AbortSignal): Set<() => void> {
  const all = new Set<() => void>();
  followers.set(signal, all);
  const onAbort = (): void => {
    for (const listener of [...all]) listener();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  return all;
}
