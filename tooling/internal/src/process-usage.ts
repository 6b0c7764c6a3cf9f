import { fs } from './builtins.js';
import { readProcess } from './process-table.js';

/** What a process takes now, and has taken. */
export interface ProcessUsage {
  /** Milliseconds on a processor since its start, user and kernel, all threads; in steps of 10. */
  readonly cpuMs: number;
  /** Resident set in bytes. */
  readonly rssBytes: number;
  /** The largest that it was. */
  readonly peakRssBytes: number;
}

/** USER_HZ is 100 on every Linux that node runs on; sysconf(_SC_CLK_TCK) cannot be asked from here. See proc(5). */
const MS_PER_TICK = 10;

/** `undefined` for a process that has ended, and where there is no /proc. */
export function readProcessUsage(pid: number): ProcessUsage | undefined {
  const memory = readMemory(pid);
  const entry = memory === undefined ? undefined : readProcess(pid);
  return entry === undefined ? undefined : { cpuMs: entry.cpuTicks * MS_PER_TICK, ...memory! };
}

/** The memory alone, at half the price. */
export function readMemory(pid: number): Pick<ProcessUsage, 'rssBytes' | 'peakRssBytes'> | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    // status, not statm: it counts in kB, so no page size is needed. See proc_pid_status(5).
    const status = fs.readFileSync(`/proc/${pid}/status`, 'latin1');
    const match = /^VmHWM:\s+(\d+) kB\s+VmRSS:\s+(\d+) kB/m.exec(status);
    return match === null ? undefined : { peakRssBytes: Number(match[1]) * 1_024, rssBytes: Number(match[2]) * 1_024 };
  } catch {
    return undefined;
  }
}
