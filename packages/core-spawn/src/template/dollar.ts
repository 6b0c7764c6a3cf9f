import type { Merged } from '../options/merge-options.js';
import type { RunOptions } from '../options/run-options.js';
import { run, type Run } from '../run.js';
import type { RunningProcess } from '../running-process.js';
import { parseTemplate, type TemplateValue } from './parse-template.js';

/** `$`, or `$` with options of its own. */
export interface Dollar<D extends RunOptions = object> {
  (strings: TemplateStringsArray, ...values: readonly TemplateValue[]): RunningProcess<Merged<D, object>, D>;
  /** A `$` that starts from these options. */
  <const E extends RunOptions>(options: E): Dollar<Merged<D, E>>;
}

/**
 * Runs a command that is written like in a shell, without a shell.
 *
 * Blanks separate arguments, quotes keep them together. A value is always exactly one argument, or the part of one that
 * it stands in, whatever it contains; an array is so many arguments. What only a shell could do (`|`, `>`, `*`, `$x`, …)
 * is refused outside of quotes.
 *
 * @throws TypeError `ERR_INVALID_COMMAND`, at once, for such a character, an open quote, or a value of another type.
 * @example
 * await $`git commit --message ${message} ${files}`;
 * const { stdout } = await $({ cwd: '/srv' })`ls -l`;
 */
export const $: Dollar = dollarWith(run);

function dollarWith<D extends RunOptions>(start: Run<D>): Dollar<D> {
  const dollar = (first: TemplateStringsArray | RunOptions, ...values: readonly TemplateValue[]): unknown => {
    if (!isTemplate(first)) return dollarWith(start.with(first));
    const [file, ...args] = parseTemplate(first, values);
    return start(file, args);
  };
  return dollar as Dollar<D>;
}

function isTemplate(value: TemplateStringsArray | RunOptions): value is TemplateStringsArray {
  return Array.isArray(value) && 'raw' in value;
}
