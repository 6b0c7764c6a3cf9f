import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { chooseHelper } from '../helper/choose-helper.js';
import { inPidNamespace } from '../isolation/pid-namespace.js';
import { listDescendants } from '../list-descendants.js';
import { sendSignal } from '../platform/send-signal.js';
import { requireLinux } from '../platform/require-linux.js';
import { findProgram } from '../spawner/find-program.js';
import type { CommandLine } from './command-line.js';
import { forwardSignals } from './forward-signals.js';
import { exitCodeOf } from './supervise-command.js';

/** Runs the command in a pid namespace of its own, which ends with this process: the kernel guards it. */
export async function superviseNamespace({ command, args, graceMs, killSignal, helper: choice }: CommandLine): Promise<number> {
  requireLinux('orphan-guard');
  const { helper } = chooseHelper(choice);
  // What is not found is left to the spawn, which says so.
  const program = findProgram(command) ?? command;
  const found = { helper, program, graceMs, killSignalNumber: constants.signals[killSignal] };
  const isolated = program === command && !program.startsWith('/') ? { file: command, args } : inPidNamespace({ file: command, args }, found);
  let outerPid: number | undefined;
  const stopForwarding = forwardSignals((signal) => forward(outerPid, signal, helper !== undefined));
  try {
    const child = spawn(isolated.file, isolated.args, { stdio: 'inherit' });
    outerPid = child.pid;
    return await exitCodeOf(child, command);
  } finally {
    stopForwarding();
  }
}

/** unshare does not send signals on, and a shell as PID 1 does not either; the helper does. */
function forward(outerPid: number | undefined, signal: NodeJS.Signals, initForwards: boolean): void {
  if (outerPid === undefined) return;
  const inside = listDescendants(outerPid);
  const init = inside.find(({ ppid }) => ppid === outerPid);
  const target = initForwards ? init : inside.find(({ ppid }) => ppid === init?.pid);
  if (target !== undefined) sendSignal(target.pid, signal);
}
