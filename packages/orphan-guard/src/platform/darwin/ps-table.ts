import { execFileSync } from 'node:child_process';
import type { ProcessEntry } from '@childproof/internal';

/** An option for each column: in one list, ps of macOS takes all that stands behind the first `=` for a heading. */
const COLUMNS = ['pid', 'ppid', 'pgid', 'stat', 'lstart'].flatMap((column) => ['-o', `${column}=`]);

/** `lstart` is five words; what comes last may hold spaces. */
const LINE = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\w{3}\s+\w{3}\s+\d+\s+[\d:]{8}\s+\d{4})\s+(.*)$/;

/** Every process that is running and no zombie, as ps(1) of macOS tells it. */
export function listByPs(): ProcessEntry[] {
  return parsePs(ps(['-ax', ...COLUMNS, '-o', 'comm='])).map((entry) => ({ ...entry, comm: nameOf(entry.comm) }));
}

export interface WithEnvironment extends ProcessEntry {
  readonly command: string;
}

/** Likewise, with arguments and environment behind each other, as far as this user may see them. */
export function listWithEnvironment(): WithEnvironment[] {
  const columns = [...COLUMNS, '-o', 'command='];
  let output: string;
  try {
    output = ps(['-axwwE', ...columns]);
  } catch {
    output = ps(['axwwe', ...columns]); // as other BSDs, and procps, spell it
  }
  return parsePs(output).map((entry) => ({ ...entry, comm: nameOf(entry.comm.split(' ', 1)[0]!), command: entry.comm }));
}

/** `comm` is what the last column holds. */
export function parsePs(output: string): ProcessEntry[] {
  const entries: ProcessEntry[] = [];
  for (const line of output.split('\n')) {
    const [, pid, ppid, pgid, state, start, command] = LINE.exec(line) ?? [];
    if (pid === undefined || state!.startsWith('Z')) continue;
    entries.push({
      pid: Number(pid),
      ppid: Number(ppid),
      pgid: Number(pgid),
      session: 0,
      state: state![0]!,
      // In seconds only: of two processes that had the same pid within one second, it cannot tell which is which.
      startTime: Date.parse(start!),
      comm: command!,
      softRssLimit: '',
      threads: 1,
      cpuTicks: 0,
    });
  }
  return entries;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function ps(args: readonly string[]): string {
  // C: the months of another language are no dates.
  return execFileSync('/bin/ps', args, { encoding: 'utf8', env: { LC_ALL: 'C' }, maxBuffer: 256 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] });
}
