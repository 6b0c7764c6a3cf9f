import type { JobAttempt } from '../errors/job-attempt.js';
import type { WorkerAlert } from '../health/alert-watch.js';
import type { DeathReason } from '../pool-worker/worker-death.js';

/** Events of a pool; each is also published on `childproof:supervisor:<event>` of node:diagnostics_channel. */
export interface PoolEvents {
  workerStarted: { readonly pid: number | undefined; readonly threadId: number | undefined };
  workerExited: {
    readonly pid: number | undefined;
    readonly reason: DeathReason;
    readonly exitCode: number | null;
    readonly signal: NodeJS.Signals | null;
    /** Name of the job that it was working on. */
    readonly job: string | undefined;
  };
  jobQuarantined: { readonly job: string; readonly attempts: readonly JobAttempt[] };
  /** A worker has passed one of `alerts`. */
  workerAlert: WorkerAlert;
  gaveUp: { readonly maxRestarts: number; readonly withinMs: number };
}
