import { getHeapStatistics } from 'node:v8';

export interface SnapshotEstimate {
  /** How long the process will stand still. */
  readonly stopMs: number;
  /** Memory that V8 needs for it meanwhile, at the most; the process keeps most of that. */
  readonly memoryBytes: number;
  /** Size of the file. */
  readonly bytes: number;
}

/**
 * Measured on Linux x64, Node 20, 22 and 26, heaps of 11 to 98 MB: 41 to 75 ms of CPU per MB; a busy machine takes longer.
 * Not on Node 20 where one script has millions of characters: the same 17 MB of typescript.js took over a second per MB.
 */
const STOP_MS_PER_MB = 60;
/** 16 to 20 where the heap is of small objects, 4 to 7 where it is of code and strings (Node 20 and 26, heaps of 11 to 96 MB). */
const MEMORY_BYTES_PER_HEAP_BYTE = 20;
const FILE_BYTES_PER_HEAP_BYTE = 1.9;

/** @param usedBytes @default what this process's heap holds */
export function estimateSnapshot(usedBytes = getHeapStatistics().used_heap_size): SnapshotEstimate {
  return {
    stopMs: Math.max(50, Math.round((usedBytes / 1_048_576) * STOP_MS_PER_MB)),
    memoryBytes: Math.round(usedBytes * MEMORY_BYTES_PER_HEAP_BYTE),
    bytes: Math.round(usedBytes * FILE_BYTES_PER_HEAP_BYTE),
  };
}
