import { withLocalSession } from '../inspector/local-session.js';
import { closedOver, toRemote } from '../inspector/remote-object.js';

/** A Timeout or an Immediate of Node, as its lists hold it. */
export interface ListedTimer {
  readonly _idleNext: ListedTimer | null;
  readonly _onTimeout?: ((...args: never[]) => unknown) | null;
  readonly _onImmediate?: ((...args: never[]) => unknown) | null;
  hasRef?(): boolean;
}

interface TimerLists {
  /** Duration in milliseconds → ring of the timeouts with that duration. */
  readonly timeouts: Readonly<Record<string, ListedTimer>>;
  readonly immediates: { readonly head: ListedTimer | null };
}

let lists: TimerLists | null | undefined;

/**
 * Every timeout and interval that waits, and every immediate that is queued; `undefined` where V8 cannot be asked.
 *
 * Node keeps them in variables of its own module `internal/timers`, over which the methods of its Timeout class close.
 */
export function listTimers(): ListedTimer[] | undefined {
  if (lists === undefined) lists = findLists() ?? null;
  if (lists === null) return undefined;
  return [...Object.values(lists.timeouts).flatMap(ring), ...chain(lists.immediates.head)];
}

function findLists(): TimerLists | undefined {
  const timer = setTimeout(() => {}, 0);
  clearTimeout(timer);
  return withLocalSession(({ post }) => {
    const constructor = toRemote(post, timer.constructor);
    const timeouts = closedOver(post, constructor, 'timerListMap');
    const immediates = closedOver(post, constructor, 'immediateQueue');
    return timeouts === undefined || immediates === undefined ? undefined : ({ timeouts, immediates } as TimerLists);
  });
}

function ring(list: ListedTimer): ListedTimer[] {
  const timers: ListedTimer[] = [];
  for (let one = list._idleNext; one !== null && one !== list; one = one._idleNext) timers.push(one);
  return timers;
}

function chain(head: ListedTimer | null): ListedTimer[] {
  const timers: ListedTimer[] = [];
  for (let one = head; one !== null; one = one._idleNext) timers.push(one);
  return timers;
}
