import type { RunOptions } from './run-options.js';

/** The options of a run with defaults `D`: what the call says itself wins. */
export type Merged<D extends RunOptions, O extends RunOptions> = keyof D extends never ? O : Omit<D, keyof O> & O;

export const NO_DEFAULTS: RunOptions = {};

/** One level deep, except for `env`: there each variable is merged. */
export function mergeOptions(defaults: RunOptions, options: unknown): RunOptions {
  if (options === undefined) return defaults;
  // What is no object is refused, with a good message, where the options are checked.
  if (NO_DEFAULTS === defaults || typeof options !== 'object' || options === null || Array.isArray(options)) return options as RunOptions;
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as RunOptions;
  const env = defaults.env !== undefined && given.env !== undefined ? { env: { ...defaults.env, ...given.env } } : {};
  return { ...defaults, ...given, ...env };
}
