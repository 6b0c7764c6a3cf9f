import timers from 'node:timers';
import { recordTimer } from '../record/registry.js';
import { replace } from '../record/replace.js';
import { takeStamp } from '../record/stamp.js';
import type { Describe } from './kind.js';

const KINDS = { setTimeout: 'timeout', setInterval: 'interval', setImmediate: 'immediate' } as const;

export function recordTimers(): void {
  for (const [name, kind] of Object.entries(KINDS)) {
    replace(timers, name, (original) => {
      return function stamped(...args) {
        const timer = original.apply(this, args) as object;
        recordTimer(timer, kind, takeStamp(stamped));
        return timer;
      };
    });
    (globalThis as Record<string, unknown>)[name] = timers[name as 'setTimeout'];
  }
}

interface Timer {
  readonly _destroyed: boolean;
  readonly _idleTimeout?: number;
  /** Its neighbour in Node's list of timers; null while its callback runs, and after. */
  readonly _idleNext: object | null;
  readonly _repeat?: number | null;
  hasRef(): boolean;
}

export const describeTimer: Describe = (target, recorded) => {
  const timer = target as Timer;
  if (timer._destroyed || timer._idleTimeout === -1) return undefined;
  const kind = recorded?.kind === 'immediate' ? 'immediate' : timer._repeat ? 'interval' : 'timeout';
  if (kind === 'timeout' && isRunning(timer)) return undefined;
  const detail = kind === 'immediate' ? '' : `${kind === 'interval' ? 'every' : 'after'} ${timer._idleTimeout} ms`;
  return { kind, detail, ref: timer.hasRef() };
};

/** True for a timer whose callback is on the stack: Node counts it as active still, but it holds nothing open. */
export function isRunning(target: object): boolean {
  const timer = target as Timer;
  return timer._idleNext === null && !timer._destroyed && timer.hasRef();
}
