import { createCommand } from './command.js';
import { Execution } from './execute.js';
import type { RunOptions } from './options/run-options.js';
import { resolveSettings } from './options/settings.js';
import type { Failure } from './result/verdict.js';
import { RunningProcess } from './running-process.js';

/** A run that fails in the usual way without ever being started. */
export function refuse<O extends RunOptions>(file: string, args: readonly string[], options: O, failure: Failure): RunningProcess<O> {
  const settings = resolveSettings(options);
  return new RunningProcess<O>({ execution: new Execution(createCommand(file, args), settings, failure), settings, defaults: {} });
}
