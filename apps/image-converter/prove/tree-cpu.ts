import { readdirSync, readFileSync } from 'node:fs';

const MS_PER_TICK = 10; // USER_HZ is 100 on every Linux
const PARENT = 1;
/** User and system time of the process, and of its children that it has waited for; proc(5), counted from behind the name. */
const TIMES = [11, 12, 13, 14] as const;

/** Milliseconds of processor time that this process and everything below it, living or ended, have had. */
export function treeCpuMs(): number {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? statOf(Number(name)) : []));
  let ticks = 0;
  let level = all.filter(({ pid }) => pid === process.pid);
  while (level.length > 0) {
    for (const { fields } of level) for (const field of TIMES) ticks += Number(fields[field]);
    const parents = new Set(level.map(({ pid }) => pid));
    level = all.filter(({ fields }) => parents.has(Number(fields[PARENT])));
  }
  return ticks * MS_PER_TICK;
}

function statOf(pid: number): { pid: number; fields: string[] }[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return [{ pid, fields: stat.slice(stat.lastIndexOf(')') + 2).split(' ') }];
  } catch {
    return []; // gone meanwhile
  }
}
