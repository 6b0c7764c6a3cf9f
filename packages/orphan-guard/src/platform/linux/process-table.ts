import { isAlive, listProcesses, readProcess, type ProcessEntry } from '@childproof/internal';
import { GuardError } from '../../errors/guard-error.js';

/** Every process that is there and no zombie. */
export function listRunning(): ProcessEntry[] {
  return listProcesses().filter(isAlive);
}

/** The process, when it is running. */
export function readRunning(pid: number): ProcessEntry | undefined {
  const entry = readProcess(pid);
  return entry !== undefined && isAlive(entry) ? entry : undefined;
}

/** @throws GuardError `ERR_GUARD_PROCESS_TABLE_UNREADABLE` where /proc is missing or not what it should be. */
export function readOwnProcess(): ProcessEntry {
  const own = attempt(() => readProcess('self'));
  if (own?.pid === process.pid && /^\d+$/.test(own.softRssLimit)) return own;
  throw new GuardError('process-table-unreadable', 'The process table cannot be read: /proc is not mounted, or belongs to another pid namespace.');
}

/** Whether /proc hides other users' processes (mount option `hidepid`); see proc(5). */
export function hidesOtherUsers(): boolean {
  return attempt(() => readProcess(1)) === undefined;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
