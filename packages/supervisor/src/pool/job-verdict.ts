import type { JobAttempt } from '../errors/job-attempt.js';
import { WorkerError } from '../errors/worker-error.js';
import type { WorkerDeath } from '../pool-worker/worker-death.js';
import type { Job } from './job.js';

export interface VerdictOptions {
  readonly maxAttempts: number;
  /** What a job is told when the pool takes no more. */
  readonly ended: ((job: string) => WorkerError) | undefined;
}

/** What becomes of the job on which a worker has died: `'again'`, or it is rejected. */
export function judgeJob(job: Job, { reason, pid, exitCode, signal, stderr, runningMs }: WorkerDeath, options: VerdictOptions): 'again' | 'rejected' | 'quarantined' {
  const { name } = job;
  if (job.isSettled) return 'rejected';
  if (reason === 'timeout') {
    job.charge({ pid, reason, exitCode, signal, stderr, durationMs: runningMs });
    const details = { job: name, attempts: job.attempts };
    job.reject(new WorkerError('timeout', `${name}: not done within ${job.timeoutMs} ms; its worker was ended`, details));
    return 'rejected';
  }
  if (options.ended !== undefined) {
    job.reject(options.ended(name));
    return 'rejected';
  }
  // Ended for another's sake: by plan, or because of a job that its caller has given up.
  if (reason === 'stopped' || reason === 'aborted') return 'again';
  job.charge({ pid, reason, exitCode, signal, stderr, durationMs: runningMs });
  if (job.attempts.length < options.maxAttempts) return 'again';
  const details = { job: name, attempts: job.attempts };
  const history = job.attempts.map(describeAttempt).join('; ');
  if (options.maxAttempts === 1) {
    job.reject(new WorkerError(reason, `${name}: the worker that ran it died (${history})`, details));
    return 'rejected';
  }
  job.reject(new WorkerError('quarantined', `${name}: quarantined, every worker that ran it died (${history})`, details));
  return 'quarantined';
}

function describeAttempt({ reason, exitCode, signal }: JobAttempt): string {
  return reason === 'crashed' ? (signal ?? `exit code ${exitCode}`) : reason;
}
