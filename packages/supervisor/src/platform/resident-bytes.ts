import { readFileSync } from 'node:fs';

/**
 * Resident set of another process in bytes, or `undefined` when it is gone or the platform has no /proc.
 *
 * `VmRSS` of `/proc/<pid>/status`, see proc_pid_status(5): unlike statm it counts in kB, so no page size is needed.
 */
export function residentBytes(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const match = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return match === null ? undefined : Number(match[1]) * 1_024;
  } catch {
    return undefined;
  }
}
