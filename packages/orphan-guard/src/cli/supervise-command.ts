import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import { guardProcess } from '../guard-process.js';
import type { CommandLine } from './command-line.js';

/** What can be sent on. SIGKILL and SIGSTOP cannot be caught; SIGCHLD, SIGPIPE and the faults are this process's own. */
const FORWARDED: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGCONT', 'SIGWINCH'];
/** A terminal sends these to its whole foreground group: sent on, they would reach the program twice. */
const SENT_BY_TERMINAL: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

/** Runs the command under a guard and resolves with the exit code to use, when nobody of it is left. */
export async function superviseCommand({ command, args, graceMs, killSignal }: CommandLine): Promise<number> {
  const guard = await guardProcess({ graceMs, killSignal });
  try {
    let child: ChildProcess | undefined;
    // Listened to before the start: a signal must never find the command running and nobody to send it on.
    const stopForwarding = forwardSignals((signal) => child?.kill(signal));
    try {
      child = spawn(command, args, { stdio: 'inherit' });
      return await exitCodeOf(child, command);
    } finally {
      stopForwarding();
    }
  } finally {
    await guard[Symbol.asyncDispose]();
  }
}

function forwardSignals(forward: (signal: NodeJS.Signals) => void): () => void {
  const forwardUnlessTyped = (signal: NodeJS.Signals): void => {
    if (!isatty(0)) forward(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  for (const signal of SENT_BY_TERMINAL) process.on(signal, forwardUnlessTyped);
  return () => {
    for (const signal of FORWARDED) process.off(signal, forward);
    for (const signal of SENT_BY_TERMINAL) process.off(signal, forwardUnlessTyped);
  };
}

/** As a shell does it: see "Exit Status for Commands", POSIX.1-2024, Shell Command Language, 2.8.2. */
function exitCodeOf(child: ChildProcess, command: string): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      process.stderr.write(`orphan-guard: ${command} cannot be started: ${error.code === 'ENOENT' ? 'there is no such program' : error.message}\n`);
      resolve(error.code === 'ENOENT' ? 127 : 126);
    });
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal!]));
  });
}
