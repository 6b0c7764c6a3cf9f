import { getHeapSpaceStatistics } from 'node:v8';

/** The memory of a process at one moment, in bytes. */
export interface MemorySample {
  /** Milliseconds since the monitor began. */
  readonly atMs: number;
  readonly rss: number;
  readonly heapTotal: number;
  readonly heapUsed: number;
  /** Of C++ objects that JavaScript objects hold, array buffers included. */
  readonly external: number;
  readonly arrayBuffers: number;
  /** What survives: the heap without its young generation, and the external memory. Right after a full collection this is a trough. */
  readonly retained: number;
}

/** Also sent into other processes as text: it must not use anything of this file but its arguments. */
export function measureMemory(spaces: ReturnType<typeof getHeapSpaceStatistics>, usage: NodeJS.MemoryUsage): Omit<MemorySample, 'atMs'> {
  const old = spaces.filter((space) => !space.space_name.startsWith('new_')).reduce((sum, space) => sum + space.space_used_size, 0);
  return { ...usage, retained: old + usage.external };
}

export function takeSample(startedAt: number): MemorySample {
  return { atMs: Math.round(performance.now() - startedAt), ...measureMemory(getHeapSpaceStatistics(), process.memoryUsage()) };
}
