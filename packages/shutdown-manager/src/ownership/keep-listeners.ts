import { stackOfCaller, type OnTampering } from './tampering.js';

type Listener = (...args: never[]) => void;

/**
 * Puts listeners on the process, first in line, and keeps them there until the returned function is called.
 *
 * First, because a listener that comes before ours may end the process; kept, because a library that calls
 * `process.removeAllListeners('SIGTERM')` for its own sake would take every clean-up of ours with it.
 */
export function keepListeners(given: ReadonlyMap<string, Listener>, onTampering: OnTampering): () => void {
  const listeners = given as ReadonlyMap<string, () => void>; // each is called with what its event gives
  const emitter = process as NodeJS.EventEmitter; // its own type knows the names of some events only
  // Node starts and stops its signal watchers from listeners of its own on these two events, so a bare
  // `emitter.removeAllListeners()` makes every signal listener that comes later a deaf one.
  const nodes = { newListener: listenersOf(emitter, 'newListener'), removeListener: listenersOf(emitter, 'removeListener') };
  let kept = true;
  let ours = false;
  let repairs = false;

  const put = (event: string): void => {
    ours = true;
    emitter.off(event, listeners.get(event)!);
    emitter.prependListener(event, listeners.get(event)!);
    ours = false;
  };
  const isFirst = (event: string): boolean => emitter.listeners(event)[0] === listeners.get(event);

  const repair = (): void => {
    repairs = false;
    if (!kept) return;
    for (const event of ['newListener', 'removeListener'] as const) {
      for (const listener of nodes[event]) if (!emitter.listeners(event).includes(listener)) emitter.on(event, listener);
    }
    watch();
    for (const event of listeners.keys()) if (!isFirst(event)) put(event);
  };
  /** Not at once: a listener is announced before it is there, and `removeAllListeners()` is not done yet. */
  const repairSoon = (): void => {
    if (repairs) return;
    repairs = true;
    queueMicrotask(repair);
  };

  const onNew = (event: string | symbol): void => {
    if (!ours && listeners.has(event as string)) repairSoon();
  };
  const onRemoved = (event: string | symbol, listener: unknown): void => {
    if (ours || listeners.get(event as string) !== listener) return;
    onTampering({ what: `the listener for ${String(event)} was removed`, stack: stackOfCaller(onRemoved) });
    // At once as well, so that there is no moment in which a signal would kill the emitter.
    put(event as string);
    repairSoon();
  };
  const watch = (): void => {
    if (!emitter.listeners('newListener').includes(onNew)) emitter.on('newListener', onNew);
    if (!emitter.listeners('removeListener').includes(onRemoved)) emitter.on('removeListener', onRemoved);
  };

  for (const event of listeners.keys()) put(event);
  watch();
  return () => {
    kept = false;
    ours = true;
    emitter.off('newListener', onNew);
    emitter.off('removeListener', onRemoved);
    for (const [event, listener] of listeners) emitter.off(event, listener);
  };
}

function listenersOf(emitter: NodeJS.EventEmitter, event: string): readonly ((...args: unknown[]) => void)[] {
  return emitter.listeners(event) as ((...args: unknown[]) => void)[];
}
