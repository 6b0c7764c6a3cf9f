import { fs, readProcess } from '@childproof/internal';
import type { Usage } from '../observe/usage.js';

/** USER_HZ is 100 on every Linux that node runs on; sysconf(_SC_CLK_TCK) cannot be asked from here. See proc(5). */
const MS_PER_TICK = 10;

/** From /proc; `undefined` where there is none, and for a process that has ended. */
export function readProcessUsage(pid: number): Usage | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const entry = readProcess(pid);
    const peak = /^VmHWM:\s+(\d+) kB/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'latin1'));
    if (entry === undefined || peak === null) return undefined;
    return { cpuMs: entry.cpuTicks * MS_PER_TICK, peakRssBytes: Number(peak[1]) * 1024 };
  } catch {
    return undefined;
  }
}
