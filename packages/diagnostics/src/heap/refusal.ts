import { formatBytes } from '../units/bytes.js';
import type { SnapshotEstimate } from './estimate.js';

export interface SnapshotLimits {
  readonly maxStopMs: number;
  /** What the process may still use, of its container or of the machine. */
  readonly availableBytes: number;
}

/** Why nobody should take a snapshot that the user has not asked for now; `undefined` where nothing is against it. */
export function refusal({ stopMs, memoryBytes }: SnapshotEstimate, { maxStopMs, availableBytes }: SnapshotLimits): string | undefined {
  if (stopMs > maxStopMs) return `none is taken: at most ${maxStopMs / 1_000} s are allowed`;
  return memoryBytes > availableBytes ? `none is taken: only ${formatBytes(availableBytes)} of memory are available` : undefined;
}
