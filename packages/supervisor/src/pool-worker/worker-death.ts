import type { Job } from '../pool/job.js';

/** Why a worker is gone: `crashed` by itself, all else because the pool has ended it. */
export type DeathReason = 'crashed' | 'unhealthy' | 'memory' | 'timeout' | 'aborted' | 'stopped';

export interface WorkerDeath {
  readonly reason: DeathReason;
  readonly pid: number | undefined;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  /** Jobs that it had finished. */
  readonly jobsDone: number;
  /** The job that it was working on. */
  readonly running: Job | undefined;
  /** Milliseconds since that job began, as far as the pool can tell. */
  readonly runningMs: number;
  /** Jobs that it had not begun, or of which the result was lost; in their order. */
  readonly others: readonly Job[];
}
