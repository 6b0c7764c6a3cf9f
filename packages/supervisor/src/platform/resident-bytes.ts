import { readFileSync } from 'node:fs';

/** 4 KiB on every Linux that Node.js has binaries for, but for some arm64 and ppc64 kernels with 64 KiB. */
const PAGE_BYTES = process.platform === 'linux' ? pageBytes() : 0;

/**
 * Resident set of another process in bytes, or `undefined` when it is gone or the platform has no /proc.
 *
 * Field 2 of `/proc/<pid>/statm`, see proc_pid_statm(5).
 */
export function residentBytes(pid: number): number | undefined {
  if (PAGE_BYTES === 0) return undefined;
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * PAGE_BYTES;
  } catch {
    return undefined;
  }
}

/** Node does not tell the page size; its own mappings do (AT_PAGESZ would need native code). */
function pageBytes(): number {
  const match = /^KernelPageSize:\s+(\d+) kB/m.exec(readFileSync('/proc/self/smaps', 'latin1'));
  return match === null ? 4_096 : Number(match[1]) * 1_024;
}
