import type { JobAttempt } from '../errors/job-attempt.js';
import type { RunJobOptions } from './run-job-options.js';

/** A job from `pool.run` until its promise settles. */
export interface Job {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
  readonly timeoutMs: number;
  readonly onProgress: RunJobOptions['onProgress'];
  /** The workers that have died on it so far. */
  readonly attempts: JobAttempt[];
  /** True once the caller has its answer: what the worker still says is of no interest. */
  readonly isSettled: boolean;
  resolve(output: unknown): void;
  reject(error: Error): void;
}

export interface JobRequest {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
  readonly timeoutMs: number;
  readonly onProgress: RunJobOptions['onProgress'];
}

/** A job and the promise of its output; `onSettled` is called exactly once. */
export function createJob(request: JobRequest, onSettled: (ok: boolean) => void): { job: Job; output: Promise<unknown> } {
  let settled = false;
  let resolve!: (output: unknown) => void;
  let reject!: (error: Error) => void;
  const output = new Promise<unknown>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  const settle = (ok: boolean, action: () => void): void => {
    if (settled) return;
    settled = true;
    onSettled(ok);
    action();
  };
  const job: Job = {
    ...request,
    attempts: [],
    get isSettled() {
      return settled;
    },
    resolve: (value) => settle(true, () => resolve(value)),
    reject: (error) => settle(false, () => reject(error)),
  };
  return { job, output };
}
