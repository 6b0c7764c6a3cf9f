import { execute } from './execute.js';
import { resolveSettings } from './options/settings.js';
import type { RunOptions } from './options/run-options.js';
import { createCommand } from './command.js';
import { RunningProcess } from './running-process.js';

/**
 * Runs a program without a shell and waits until it, and where it had to be ended its whole tree, is gone.
 *
 * Awaited, it gives the result, or throws a `ProcessError` whose `reason` tells what went wrong. With
 * `reject: false` it gives that error as the result instead: `result.ok` tells the two apart.
 *
 * @param file The program: a path, or a name that is looked up in `PATH`.
 * @param args Its arguments, each passed on as it is: nothing is ever split, expanded or quoted.
 * @throws TypeError `ERR_UNKNOWN_OPTION`, `ERR_INVALID_OPTION` or `ERR_INVALID_COMMAND`, at once, when the call itself is wrong.
 * @example
 * const { stdout } = await run('git', ['rev-parse', 'HEAD'], { timeoutMs: 5_000 });
 */
export function run<const O extends RunOptions = object>(
  file: string,
  args: readonly string[] = [],
  options?: O,
): RunningProcess<O> {
  const command = createCommand(file, args);
  const settings = resolveSettings(options);
  return new RunningProcess<O>(execute(command, settings), settings.reject);
}
