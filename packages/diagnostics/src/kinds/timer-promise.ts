import promises from 'node:timers/promises';
import { type Pending, registry } from '../record/registry.js';
import { replace } from '../record/replace.js';
import { takeStamp } from '../record/stamp.js';

type Sleep = (this: unknown, ...args: unknown[]) => Promise<unknown>;

/** `setTimeout` and `setImmediate` of timers/promises, `scheduler.wait`, and through them what `util.promisify` makes of the others. */
export function recordTimerPromises(): void {
  replace(promises, 'setTimeout', (original) => pending(original as Sleep, ([ms, , options]) => [`setTimeout, ${text(ms)} ms`, options]));
  replace(promises, 'setImmediate', (original) => pending(original as Sleep, ([, options]) => ['setImmediate', options]));
  replace(promises, 'setInterval', (original) => iteration(original as (...args: unknown[]) => AsyncIterable<unknown>));
  replace(promises.scheduler, 'wait', (original) => pending(original as Sleep, ([ms, options]) => [`scheduler.wait, ${text(ms)} ms`, options]));
}

type Describe = (args: unknown[]) => [detail: string, options: unknown];

/** The promise that is returned is one that follows the original, so that an unhandled rejection stays unhandled. */
function pending(original: Sleep, describe: Describe): (this: unknown, ...args: unknown[]) => unknown {
  return function stamped(...args) {
    const entry = begin(stamped, describe(args));
    const end = (): boolean => registry().pending.delete(entry);
    return original.apply(this, args).then(
      (value) => (end(), value),
      (error: unknown) => {
        end();
        throw error;
      },
    );
  };
}

/** Like the original, the interval starts with the first step and ends with the loop; its line is that of the call. */
function iteration(original: (...args: unknown[]) => AsyncIterable<unknown>): (this: unknown, ...args: unknown[]) => unknown {
  return function stamped(...args) {
    const stamp = takeStamp(stamped);
    return (async function* () {
      const [ms, , options] = args;
      const entry = { stamp, detail: `setInterval, ${text(ms)} ms`, ref: isRef(options) };
      registry().pending.add(entry);
      try {
        yield* original(...args);
      } finally {
        registry().pending.delete(entry);
      }
    })();
  };
}

function begin(above: (...args: never[]) => unknown, [detail, options]: [string, unknown]): Pending {
  const entry = { stamp: takeStamp(above), detail, ref: isRef(options) };
  registry().pending.add(entry);
  return entry;
}

function isRef(options: unknown): boolean {
  return (options as { readonly ref?: unknown } | undefined)?.ref !== false;
}

function text(ms: unknown): string {
  return typeof ms === 'number' ? String(ms) : '1';
}
