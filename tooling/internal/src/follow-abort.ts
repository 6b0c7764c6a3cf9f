interface Followers {
  readonly listeners: Set<() => void>;
  readonly onAbort: () => void;
}

const followersOf = new WeakMap<AbortSignal, Followers>();

/**
 * Calls `listener` once when the signal is aborted; gives a function that ends it.
 *
 * However many follow a signal, it gets one listener, for Node warns of a leak from the eleventh on; and when nobody
 * follows it any more, none.
 */
export function followAbort(signal: AbortSignal, listener: () => void): () => void {
  const { listeners, onAbort } = followersOf.get(signal) ?? createFollowers(signal);
  if (listeners.size === 0) signal.addEventListener('abort', onAbort, { once: true });
  listeners.add(listener);
  return () => {
    if (listeners.delete(listener) && listeners.size === 0) signal.removeEventListener('abort', onAbort);
  };
}

function createFollowers(signal: AbortSignal): Followers {
  const listeners = new Set<() => void>();
  const onAbort = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const followers = { listeners, onAbort };
  followersOf.set(signal, followers);
  return followers;
}
