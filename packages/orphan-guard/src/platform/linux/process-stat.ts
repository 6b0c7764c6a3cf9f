import { readdirSync, readFileSync } from 'node:fs';
import { GuardError } from '../../errors/guard-error.js';

/**
 * What a guard needs from one read of `/proc/<pid>/stat`: who it is, whether it lives, and its mark, all of one moment.
 *
 * The file is readable by everybody; `rsslim` is field 25 of it, see proc_pid_stat(5).
 */
export interface ProcessStat {
  readonly pid: number;
  readonly name: string;
  readonly state: string;
  readonly ppid: number;
  readonly pgid: number;
  readonly session: number;
  /** Clock ticks from boot to its start: with the pid it names a process for good. */
  readonly startTime: string;
  /** Kept as text: a mark has more digits than a number holds. */
  readonly softRssLimit: string;
}

export function readStat(pid: number | 'self'): ProcessStat | undefined {
  try {
    return parse(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}

/** Every process that is there and no zombie. */
export function listRunning(): ProcessStat[] {
  const found: ProcessStat[] = [];
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const stat = Number.isInteger(pid) ? readStat(pid) : undefined;
    if (stat !== undefined && isAlive(stat)) found.push(stat);
  }
  return found;
}

/** @throws GuardError `ERR_GUARD_PROCESS_TABLE_UNREADABLE` where /proc is missing or not what it should be. */
export function readOwnStat(): ProcessStat {
  const own = attempt(() => readStat('self'));
  if (own?.pid === process.pid && /^\d+$/.test(own.softRssLimit)) return own;
  throw new GuardError('process-table-unreadable', 'The process table cannot be read: /proc is not mounted, or belongs to another pid namespace.');
}

/** Whether /proc hides other users' processes (mount option `hidepid`); see proc(5). */
export function hidesOtherUsers(): boolean {
  return attempt(() => readStat(1)) === undefined;
}

export function isAlive({ state }: ProcessStat): boolean {
  return state !== 'Z' && state !== 'X' && state !== 'x';
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function parse(stat: string): ProcessStat {
  // The name stands in parentheses and may hold anything, parentheses and line ends too: the last ")" ends it.
  const close = stat.lastIndexOf(')');
  const fields = stat.slice(close + 2).split(' ');
  return {
    pid: Number.parseInt(stat, 10),
    name: stat.slice(stat.indexOf('(') + 1, close),
    state: fields[0] ?? 'X',
    ppid: Number(fields[1]),
    pgid: Number(fields[2]),
    session: Number(fields[3]),
    startTime: fields[19] ?? '',
    softRssLimit: fields[22] ?? '',
  };
}
