import { type HeapInfo, getHeapStatistics } from 'node:v8';
import { activeResources } from '../resources/active-resources.js';
import type { ActiveResource } from '../resources/resource.js';

export type CrashReason = 'exit-code' | 'uncaught-exception' | 'unhandled-rejection';

/** What the last words of a process say. */
export interface CrashReport {
  readonly reason: CrashReason;
  /** The error that nobody caught, or the line that ended the process. */
  readonly error?: { readonly name: string; readonly message: string; readonly code?: unknown; readonly stack: string };
  readonly exitCode?: number;
  readonly time: string;
  readonly pid: number;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly uptimeMs: number;
  readonly memory: NodeJS.MemoryUsage;
  readonly heap: HeapInfo;
  readonly cpu: NodeJS.CpuUsage;
  readonly resources: readonly ActiveResource[];
  readonly versions: NodeJS.ProcessVersions;
  readonly platform: string;
}

export function crashReport(reason: CrashReason, details: Pick<CrashReport, 'error' | 'exitCode'>): CrashReport {
  return {
    reason,
    ...details,
    time: new Date().toISOString(),
    pid: process.pid,
    command: process.argv,
    cwd: process.cwd(),
    uptimeMs: Math.round(process.uptime() * 1_000),
    memory: process.memoryUsage(),
    heap: getHeapStatistics(),
    cpu: process.cpuUsage(),
    resources: activeResources(),
    versions: process.versions,
    platform: `${process.platform} ${process.arch}`,
  };
}

export function describeError(error: unknown): NonNullable<CrashReport['error']> {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error), stack: '' };
  const { code } = error as NodeJS.ErrnoException;
  return { name: error.name, message: error.message, ...(code === undefined ? {} : { code }), stack: error.stack ?? '' };
}
