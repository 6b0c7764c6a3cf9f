import { rememberLine } from '../record/known-lines.js';
import { record } from '../record/registry.js';
import { replace } from '../record/replace.js';
import { StampBudget } from '../record/stamp-budget.js';
import { type Stamp, takeStamp } from '../record/stamp.js';
import type { ListedTimer } from '../resources/timer-lists.js';
import type { Describe, Description } from './kind.js';

const timers = process.getBuiltinModule('node:timers');

/** On the timer itself: to look timers up anywhere else would cost as much as the timer. */
const STAMP = Symbol.for('@childproof/diagnostics:stamp');
const KINDS = { setTimeout: 'timeout', setInterval: 'interval', setImmediate: 'immediate' } as const;

/** Few: a timer without a stamp gets its line from another one with the same callback. */
const stamps = new StampBudget(250);

export function recordTimers(): void {
  for (const [name, kind] of Object.entries(KINDS)) {
    replace(timers, name, (original) => {
      return function stamped(...args) {
        const timer = original.apply(this, args) as Timer;
        const stamp = kind === 'interval' ? takeStamp(stamped) : stamps.take(stamped);
        if (stamp === undefined) return timer;
        timer[STAMP] = stamp;
        rememberLine(args[0], stamp);
        // While an interval's callback runs, Node's lists do not hold it.
        if (kind === 'interval') record(timer, kind, stamp);
        return timer;
      };
    });
    (globalThis as Record<string, unknown>)[name] = timers[name as 'setTimeout'];
  }
}

interface Timer extends ListedTimer {
  [STAMP]?: Stamp;
  readonly _destroyed: boolean;
  readonly _idleTimeout?: number;
  readonly _repeat?: number | null;
  hasRef(): boolean;
}

export function stampOfTimer(timer: ListedTimer): Stamp | undefined {
  return (timer as Timer)[STAMP];
}

export const describeTimer: Describe = (target) => {
  const timer = target as Timer;
  if (timer._destroyed || timer._idleTimeout === -1) return undefined;
  const ref = timer.hasRef();
  if (timer._onImmediate !== undefined) return isNative(timer._onImmediate) ? promise('setImmediate', ref) : { kind: 'immediate', detail: '', ref };
  if (isNative(timer._onTimeout)) return promise(`setTimeout, ${timer._idleTimeout} ms`, ref);
  return timer._repeat
    ? { kind: 'interval', detail: `every ${timer._idleTimeout} ms`, ref }
    : { kind: 'timeout', detail: `after ${timer._idleTimeout} ms`, ref };
};

function promise(detail: string, ref: boolean): Description {
  return { kind: 'timer-promise', detail, ref };
}

/** The callback of a timer of timers/promises is the `resolve` of its promise. */
function isNative(callback: unknown): boolean {
  return typeof callback === 'function' && callback.name === '' && Function.prototype.toString.call(callback).includes('[native code]');
}
