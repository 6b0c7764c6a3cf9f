import { getHeapStatistics } from 'node:v8';

export interface SnapshotEstimate {
  /** How long the process will stand still. */
  readonly stopMs: number;
  /** Size of the file. */
  readonly bytes: number;
}

/** Measured on Linux x64, Node 20, 22 and 26, a heap of 98 MB in small objects: 45 to 75 ms of CPU per MB. A busy machine takes longer. */
const STOP_MS_PER_MB = 60;
const FILE_BYTES_PER_HEAP_BYTE = 1.9;

/** @param usedBytes @default what this process's heap holds */
export function estimateSnapshot(usedBytes = getHeapStatistics().used_heap_size): SnapshotEstimate {
  return { stopMs: Math.max(50, Math.round((usedBytes / 1_048_576) * STOP_MS_PER_MB)), bytes: Math.round(usedBytes * FILE_BYTES_PER_HEAP_BYTE) };
}
