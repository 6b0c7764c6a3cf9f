import type { Description } from '../kinds/kind.js';
import { type Pending, registry } from './registry.js';
import { requestStamps } from './stamp-budget.js';

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;
type DescribeCall = (args: unknown[], self: unknown) => Description;

/** A stand-in for a function that gives a promise: the call is listed until that is settled. */
export function trackPromise(original: AnyFunction, describe: DescribeCall): AnyFunction {
  return function stamped(...args) {
    const entry = begin(stamped, describe(args, this));
    const end = (): boolean => registry().pending.delete(entry);
    try {
      // The promise that is returned is one that follows the original, so that an unhandled rejection stays unhandled.
      return (original.apply(this, args) as Promise<unknown>).then(
        (value) => (end(), value),
        (error: unknown) => {
          end();
          throw error;
        },
      );
    } catch (error) {
      end();
      throw error;
    }
  };
}

/** A stand-in for a function whose last argument is its callback: the call is listed until that is called. */
export function trackCallback(original: AnyFunction, describe: DescribeCall): AnyFunction {
  return function stamped(...args) {
    const callback = args.at(-1);
    if (typeof callback !== 'function') return original.apply(this, args);
    const entry = begin(stamped, describe(args, this));
    args[args.length - 1] = function (this: unknown, ...results: unknown[]): unknown {
      registry().pending.delete(entry);
      return Reflect.apply(callback, this, results) as unknown;
    };
    try {
      return original.apply(this, args);
    } catch (error) {
      registry().pending.delete(entry);
      throw error;
    }
  };
}

function begin(above: AnyFunction, description: Description): Pending {
  const entry = { ...description, stamp: requestStamps.take(above) };
  registry().pending.add(entry);
  return entry;
}
