import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { MARK_DIGITS } from '../mark/mark.js';
import type { Ending } from '../options/ending-options.js';

/** Lets the helper end what carries the mark, but for this process: its look is faster than a hopper and proves that nobody is left. */
export async function sweepByHelper(helper: string, prefix: string, { killSignal, graceMs }: Ending): Promise<void> {
  const args = [prefix, MARK_DIGITS, constants.signals[killSignal], Math.ceil(graceMs), process.pid].map(String);
  const child = spawn(helper, ['sweep', ...args], { stdio: 'ignore', cwd: '/' });
  // Whether it did its work is seen by who is left: the caller looks in any case.
  await once(child, 'exit').catch(() => {});
}
