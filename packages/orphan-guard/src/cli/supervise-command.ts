import { constants } from 'node:os';
import { guardProcess } from '../guard-process.js';
import { guardedSpawner, type GuardedProcess } from '../spawner/guarded-spawner.js';
import type { CommandLine } from './command-line.js';
import { becomeInit } from './become-init.js';
import { forwardSignals } from './forward-signals.js';
import { superviseNamespace } from './supervise-namespace.js';

/** Runs the command under a guard and resolves with the exit code to use, when nobody of it is left. */
export async function superviseCommand(line: CommandLine): Promise<number> {
  if (line.isolation === 'pid-namespace') return superviseNamespace(line);
  const { command, args, graceMs, killSignal, helper, isolation } = line;
  becomeInit(line);
  const guard = await guardProcess({ graceMs, killSignal, helper, isolation });
  try {
    let child: GuardedProcess | undefined;
    // Listened to before the start: a signal must never find the command running and nobody to send it on.
    const stopForwarding = forwardSignals((signal) => child?.kill(signal));
    try {
      child = guardedSpawner(guard).spawn({ file: command, args, stdio: ['inherit', 'inherit', 'inherit'] });
      return await exitCodeOf(child, command);
    } finally {
      stopForwarding();
    }
  } finally {
    await guard[Symbol.asyncDispose]();
  }
}

/** As a shell does it: see "Exit Status for Commands", POSIX.1-2024, Shell Command Language, 2.8.2. */
export function exitCodeOf(child: Pick<GuardedProcess, 'on'>, command: string): Promise<number> {
  return new Promise((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      process.stderr.write(`orphan-guard: ${command} cannot be started: ${error.code === 'ENOENT' ? 'there is no such program' : error.message}\n`);
      resolve(error.code === 'ENOENT' ? 127 : 126);
    });
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal!]));
  });
}
