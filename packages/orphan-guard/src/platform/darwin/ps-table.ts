import { execFileSync } from 'node:child_process';
import type { ProcessEntry } from '@childproof/internal';

/** See ps(1) of macOS: all processes, no headings. `lstart` is five words, and the name comes last since it may hold spaces. */
const ARGUMENTS = ['-axo', 'pid=,ppid=,pgid=,stat=,lstart=,comm='];

/** Every process that is running and no zombie, as macOS tells it. */
export function listByPs(): ProcessEntry[] {
  // C: the months of another language are no dates.
  return parsePs(execFileSync('/bin/ps', ARGUMENTS, { encoding: 'utf8', env: { LC_ALL: 'C' }, maxBuffer: 64 * 1024 * 1024 }));
}

const LINE = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\w{3}\s+\w{3}\s+\d+\s+[\d:]{8}\s+\d{4})\s+(.*)$/;

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
      comm: command!.slice(command!.lastIndexOf('/') + 1),
      softRssLimit: '',
      cpuTicks: 0,
    });
  }
  return entries;
}
