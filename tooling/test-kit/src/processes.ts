import { readFileSync } from 'node:fs';
import { isAlive, listProcesses, readProcess, type ProcessEntry } from '@childproof/internal';
import { waitFor } from './wait-for.js';

export { readProcess, type ProcessEntry };

/** True while the process exists and is not a zombie. */
export function isRunning(pid: number): boolean {
  const entry = readProcess(pid);
  return entry !== undefined && isAlive(entry);
}

/** Every process below `pid`, zombies included: a zombie is a leak too. */
export function descendantsOf(pid: number): ProcessEntry[] {
  const table = listProcesses();
  const found: ProcessEntry[] = [];
  const parents = new Set([pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const entry of table) {
      if (!parents.has(entry.ppid) || parents.has(entry.pid)) continue;
      parents.add(entry.pid);
      found.push(entry);
      grown = true;
    }
  }
  return found;
}

/** Running processes that were started with this environment variable, whoever their parent is by now. */
export function processesWithEnvironment(name: string, value: string): ProcessEntry[] {
  const wanted = `${name}=${value}`;
  return listProcesses().filter((entry) => isAlive(entry) && environmentOf(entry.pid).includes(wanted));
}

/** Waits until none of the processes is running any more. */
export async function waitUntilGone(...pids: readonly number[]): Promise<void> {
  await waitFor(`the end of ${pids.join(', ')}`, () => !pids.some(isRunning));
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
  } catch {
    return []; // gone meanwhile, or another user's
  }
}
