import { setTimeout as sleep } from 'node:timers/promises';
import { GuardError } from '../errors/guard-error.js';
import type { Ending } from '../options/ending-options.js';
import type { ProcessEntry } from '@childproof/internal';
import { readRunning } from '../platform/process-table.js';
import { sendSignal } from '../platform/send-signal.js';

type Find = () => readonly ProcessEntry[];

const FIRST_LOOK_MS = 2;
const LAST_LOOK_MS = 50;
/** A family that forks faster than it can be stopped is killed as it stands, and looked for again. */
const FREEZE_ROUNDS = 50;

/**
 * Ends every process that `find` finds: asks, waits for the grace period, then kills until a look finds nobody.
 *
 * Before the kill everybody is stopped, so that nobody forks meanwhile; and each is looked at once more while it is
 * stopped: who is stopped cannot end, so its pid cannot have become a stranger's.
 *
 * @throws GuardError `ERR_GUARD_PERMISSION_DENIED` when all are gone but those whom this user may not signal.
 */
export async function terminate(find: Find, { graceMs, killSignal }: Ending): Promise<void> {
  const found = find();
  if (found.length === 0) return;
  if (graceMs > 0) {
    for (const { pid } of found) {
      sendSignal(pid, killSignal);
      // A stopped process gets its signal only when it runs again.
      sendSignal(pid, 'SIGCONT');
    }
    if (await goneWithin(graceMs, find)) return;
  }
  for (;;) {
    freeze(find);
    const found = find();
    const refused = found.filter((stat) => isSame(stat) && !sendSignal(stat.pid, 'SIGKILL'));
    if (refused.length > 0 && refused.length === found.length) throw untouchable(refused);
    if (await goneWithin(LAST_LOOK_MS, find)) return;
  }
}

function freeze(find: Find): void {
  const untouched = new Set<string>();
  for (let round = 0; round < FREEZE_ROUNDS; round++) {
    const moving = find().filter((stat) => stat.state !== 'T' && stat.state !== 't' && !untouched.has(nameOf(stat)));
    if (moving.length === 0) return;
    for (const stat of moving) {
      if (!sendSignal(stat.pid, 'SIGSTOP')) untouched.add(nameOf(stat));
      else if (!isSame(stat)) sendSignal(stat.pid, 'SIGCONT');
    }
  }
}

function nameOf({ pid, startTime }: ProcessEntry): string {
  return `${pid}:${startTime}`;
}

function isSame({ pid, startTime }: ProcessEntry): boolean {
  return readRunning(pid)?.startTime === startTime;
}

async function goneWithin(limitMs: number, find: Find): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  for (let pauseMs = FIRST_LOOK_MS; ; pauseMs = Math.min(pauseMs * 2, LAST_LOOK_MS)) {
    if (find().length === 0) return true;
    const leftMs = deadline - performance.now();
    if (leftMs <= 0) return false;
    await sleep(Math.min(pauseMs, leftMs));
  }
}

function untouchable(refused: readonly ProcessEntry[]): GuardError {
  const names = refused.map(({ pid, comm }) => `${pid} (${comm})`).join(', ');
  return new GuardError('permission-denied', `Still running, because this user may not signal them: ${names}.`);
}
