import { fs } from './builtins.js';

/** One row of the Linux process table, from `/proc/<pid>/stat`; see proc_pid_stat(5). */
export interface ProcessEntry {
  readonly pid: number;
  /** Name of the executable, cut to 15 bytes by the kernel. */
  readonly comm: string;
  /** One letter: R running, S sleeping, D in uninterruptible sleep, Z zombie, T stopped, X dead. */
  readonly state: string;
  readonly ppid: number;
  readonly pgid: number;
  readonly session: number;
  readonly threads: number;
  /** Clock ticks that it has run, in user and in kernel mode, all threads. */
  readonly cpuTicks: number;
  /** Clock ticks from boot to the start of the process: with the pid it names a process for good. */
  readonly startTime: number;
  /** Soft RLIMIT_RSS in bytes, as text: the largest has more digits than a number holds. */
  readonly softRssLimit: string;
}

/** False for a zombie: nothing of it runs any more. One whose first thread alone has ended looks like one, while its other threads run. */
export function isAlive({ state, threads }: Pick<ProcessEntry, 'state' | 'threads'>): boolean {
  return state === 'Z' ? threads > 1 : state !== 'X' && state !== 'x';
}

/** The process's row, or `undefined` when there is no such process. Linux only. */
export function readProcess(pid: number | 'self'): ProcessEntry | undefined {
  try {
    return parseStat(fs.readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}

/** Every process that this user can see, zombies included. Linux only. */
export function listProcesses(): ProcessEntry[] {
  const entries: ProcessEntry[] = [];
  for (const name of fs.readdirSync('/proc')) {
    const pid = Number(name);
    const entry = Number.isInteger(pid) ? readProcess(pid) : undefined;
    if (entry !== undefined) entries.push(entry);
  }
  return entries;
}

function parseStat(stat: string): ProcessEntry {
  // The name stands in parentheses and may hold spaces and parentheses itself: the last ")" ends it.
  const open = stat.indexOf('(');
  const close = stat.lastIndexOf(')');
  const fields = stat.slice(close + 2).split(' ');
  return {
    pid: Number(stat.slice(0, open)),
    comm: stat.slice(open + 1, close),
    state: fields[0]!,
    ppid: Number(fields[1]),
    pgid: Number(fields[2]),
    session: Number(fields[3]),
    cpuTicks: Number(fields[11]) + Number(fields[12]),
    threads: Number(fields[17]),
    startTime: Number(fields[19]),
    softRssLimit: fields[22]!,
  };
}
