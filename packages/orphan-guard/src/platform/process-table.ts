import type { ProcessEntry } from '@childproof/internal';
import { GuardError } from '../errors/guard-error.js';
import { listByPs } from './darwin/ps-table.js';
import * as linux from './linux/process-table.js';
import { listByCim } from './windows/cim-table.js';

const TABLES: Partial<Record<NodeJS.Platform, () => ProcessEntry[]>> = { linux: linux.listRunning, darwin: listByPs, win32: listByCim };

/** Every process that is running and no zombie. */
export function listRunning(): ProcessEntry[] {
  return TABLES[process.platform]!();
}

/** The process, when it is running. */
export function readRunning(pid: number): ProcessEntry | undefined {
  return process.platform === 'linux' ? linux.readRunning(pid) : listRunning().find((entry) => entry.pid === pid);
}

/** @throws GuardError `ERR_GUARD_UNSUPPORTED_PLATFORM` where no process table can be read. */
export function requireProcessTable(call: string): void {
  if (TABLES[process.platform] !== undefined) return;
  throw new GuardError('unsupported-platform', `${call} works on Linux, macOS and Windows; this is ${process.platform}.`);
}
