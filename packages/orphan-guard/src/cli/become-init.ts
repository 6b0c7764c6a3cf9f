import { constants } from 'node:os';
import { chooseHelper } from '../helper/choose-helper.js';
import { becomeProgram } from '../platform/linux/become-program.js';
import { requireLinux } from '../platform/require-linux.js';
import { findProgram } from '../spawner/find-program.js';
import type { CommandLine } from './command-line.js';

/**
 * As PID 1 this process becomes the native helper, where both can: it reaps whomever the kernel hands to PID 1, which node cannot,
 * and takes a hundredth of the memory. Nobody has to watch it: with PID 1 the kernel ends all the others.
 *
 * Elsewhere it returns, and the command runs under a guard.
 */
export function becomeInit({ command, args, graceMs, killSignal, helper: choice, isolation }: CommandLine): void {
  if (process.pid !== 1 || isolation !== 'none') return;
  requireLinux('orphan-guard');
  const { helper } = chooseHelper(choice);
  const program = findProgram(command);
  if (helper === undefined || program === undefined) return;
  becomeProgram(helper, ['run', '-', '0', String(constants.signals[killSignal]), String(graceMs), program, command, ...args]);
}
