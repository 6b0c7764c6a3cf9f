import { setTimeout as sleep } from 'node:timers/promises';
import { GuardError } from '../../errors/guard-error.js';
import type { Family } from '../family.js';

const LOOKS = 50;
const PAUSE_MS = 20;

/** Windows has no signal that asks: all are ended at once, and looked for again until nobody is found. */
export async function endWindowsFamily(family: Family): Promise<void> {
  for (let look = 0; look < LOOKS; look++) {
    const running = family.running();
    if (running.length === 0) return;
    for (const { pid } of running) end(pid);
    await sleep(PAUSE_MS);
  }
  const left = family.running().map(({ pid, comm }) => `${pid} (${comm})`);
  if (left.length > 0) throw new GuardError('permission-denied', `Still running, because they cannot be ended: ${left.join(', ')}.`);
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL'); // TerminateProcess
  } catch {
    // it has ended meanwhile, or may not be ended: the next look tells
  }
}
