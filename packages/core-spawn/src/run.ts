import { createCommand } from './command.js';
import { Execution } from './execute.js';
import { mergeOptions, NO_DEFAULTS, type Merged } from './options/merge-options.js';
import type { RunOptions } from './options/run-options.js';
import { resolveSettings } from './options/settings.js';
import { RunningProcess } from './running-process.js';

/** `run`, or `run` with defaults of its own. */
export interface Run<D extends RunOptions = object> {
  (file: string, args?: readonly string[]): RunningProcess<Merged<D, object>, D>;
  <const O extends RunOptions>(file: string, args: readonly string[] | undefined, options: O | undefined): RunningProcess<Merged<D, O>, D>;
  /**
   * A `run` that starts from these options; `env` is merged variable by variable. Stages of its pipelines start from
   * them too.
   *
   * @throws TypeError `ERR_UNKNOWN_OPTION` or `ERR_INVALID_OPTION`, at once.
   * @example
   * const git = run.with({ cwd: '/srv/repository', timeoutMs: 10_000 });
   * await git('git', ['fetch']);
   */
  with<const E extends RunOptions>(defaults: E): Run<Merged<D, E>>;
}

/**
 * Runs a program without a shell and waits until it, and where it had to be ended its whole tree, is gone.
 *
 * Awaited, it gives the result, or throws a `ProcessError` whose `reason` tells what went wrong. With
 * `reject: false` it gives that error as the result instead: `result.ok` tells the two apart.
 *
 * `file` is a path, or a name that is looked up in `PATH`; `args` are passed on as they are: nothing is ever split,
 * expanded or quoted.
 *
 * @throws TypeError `ERR_UNKNOWN_OPTION`, `ERR_INVALID_OPTION` or `ERR_INVALID_COMMAND`, at once, when the call itself is wrong.
 * @example
 * const { stdout } = await run('git', ['rev-parse', 'HEAD'], { timeoutMs: 5_000 });
 */
export const run: Run = runWith(NO_DEFAULTS);

function runWith<D extends RunOptions>(defaults: D): Run<D> {
  const start = (file: string, args: readonly string[] = [], options?: RunOptions): RunningProcess<RunOptions, D> => {
    const command = createCommand(file, args);
    const settings = resolveSettings(mergeOptions(defaults, options));
    return new RunningProcess<RunOptions, D>({ execution: new Execution(command, settings), settings, defaults });
  };
  return Object.assign(start, {
    with<const E extends RunOptions>(more: E): Run<Merged<D, E>> {
      const merged = mergeOptions(defaults, more);
      resolveSettings(merged);
      return runWith(merged as Merged<D, E>);
    },
  }) as unknown as Run<D>; // what each call gives follows from its options, which only the signatures know
}
