import { readFileSync } from 'node:fs';
import { isAlive, listProcesses, type ProcessEntry } from '@childproof/internal';
import type { Leftover } from './report.js';

/** Stands in the environment of everything that an audited server starts, also of what has left its tree. */
export const MARK = 'CHILDPROOF_DIAGNOSTICS_AUDIT';

/** The living processes of one run: the descendants of the server, and whatever carries the mark. */
export function familyOf(mark: string, root: number): ProcessEntry[] {
  const table = listProcesses().filter(isAlive);
  const family = new Set(table.filter(({ pid }) => pid === root || carries(pid, mark)).map(({ pid }) => pid));
  for (let size = -1; size !== family.size; ) {
    size = family.size;
    for (const { pid, ppid } of table) if (family.has(ppid)) family.add(pid);
  }
  return table.filter(({ pid }) => family.has(pid));
}

/** Those of the family that the server has left behind, as far as they are the same processes still. */
export function leftovers(mark: string, root: ProcessEntry, before: readonly ProcessEntry[]): Leftover[] {
  const isKnown = ({ pid, startTime }: ProcessEntry): boolean => before.some((one) => one.pid === pid && one.startTime === startTime);
  return listProcesses()
    .filter((one) => isAlive(one) && one.pid !== root.pid && (isKnown(one) || carries(one.pid, mark)))
    .map(({ pid, session, comm }) => ({ pid, command: commandOf(pid) || comm, isDaemon: session !== root.session }));
}

export function endAll(processes: readonly { readonly pid: number }[]): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // gone meanwhile
    }
  }
}

function carries(pid: number, mark: string): boolean {
  return read(pid, 'environ').includes(`${MARK}=${mark}\0`);
}

function commandOf(pid: number): string {
  return read(pid, 'cmdline').replaceAll('\0', ' ').trim();
}

function read(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return ''; // gone, or another user's
  }
}
