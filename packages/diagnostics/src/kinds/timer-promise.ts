import { type Pending, registry } from '../record/registry.js';
import { trackPromise } from '../record/track-pending.js';
import { replace } from '../record/replace.js';
import { takeStamp } from '../record/stamp.js';

const promises = process.getBuiltinModule('node:timers/promises');

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** `setTimeout` and `setImmediate` of timers/promises, `scheduler.wait`, and through them what `util.promisify` makes of the others. */
export function recordTimerPromises(): void {
  replace(promises, 'setTimeout', (original) => pending(original, ([ms, , options]) => [`setTimeout, ${text(ms)} ms`, options]));
  replace(promises, 'setImmediate', (original) => pending(original, ([, options]) => ['setImmediate', options]));
  replace(promises, 'setInterval', (original) => iteration(original as (...args: unknown[]) => AsyncIterable<unknown>));
  replace(promises.scheduler, 'wait', (original) => pending(original, ([ms, options]) => [`scheduler.wait, ${text(ms)} ms`, options]));
}

function pending(original: AnyFunction, describe: (args: unknown[]) => [detail: string, options: unknown]): AnyFunction {
  return trackPromise(original, (args) => {
    const [detail, options] = describe(args);
    return { kind: 'timer-promise', detail, ref: isRef(options) };
  });
}

/** Like the original, the interval starts with the first step and ends with the loop; its line is that of the call. */
function iteration(original: (...args: unknown[]) => AsyncIterable<unknown>): (this: unknown, ...args: unknown[]) => unknown {
  return function stamped(...args) {
    const stamp = takeStamp(stamped);
    return (async function* () {
      const [ms, , options] = args;
      const entry: Pending = { kind: 'timer-promise', stamp, detail: `setInterval, ${text(ms)} ms`, ref: isRef(options) };
      registry().pending.add(entry);
      try {
        yield* original(...args);
      } finally {
        registry().pending.delete(entry);
      }
    })();
  };
}

function isRef(options: unknown): boolean {
  return (options as { readonly ref?: unknown } | undefined)?.ref !== false;
}

function text(ms: unknown): string {
  return typeof ms === 'number' ? String(ms) : '1';
}
