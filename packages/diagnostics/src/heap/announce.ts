import { formatBytes } from '../units/bytes.js';
import type { SnapshotEstimate } from './estimate.js';

/** What a snapshot costs, in a sentence. */
export function describeSnapshot(who: string, { stopMs, memoryBytes, bytes }: SnapshotEstimate): string {
  return `a heap snapshot stops ${who} for about ${(stopMs / 1_000).toFixed(1)} s, takes up to ${formatBytes(memoryBytes)} of memory and writes about ${formatBytes(bytes)}`;
}

/** By a process warning, at once: `process.emitWarning` would only speak when the process goes on again. */
export function warnOfSnapshot(message: string): void {
  process.emit('warning', Object.assign(new Error(message), { name: 'HeapSnapshot', code: 'CHILDPROOF_HEAP_SNAPSHOT' }));
}
