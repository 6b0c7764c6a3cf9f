import type { RunOptions } from '../options/run-options.js';
import { toResult, type Conclusion } from '../result/conclude.js';
import type { ProcessError } from '../result/process-error.js';
import type { RunSuccess, StageReport } from '../result/result.js';

/**
 * The result of a pipeline: that of its last stage when all have succeeded, otherwise the failure that came first.
 *
 * First in time, not in order: what ends a pipe early makes its neighbours fail as well, and they are not to blame.
 */
export function concludePipeline<O extends RunOptions>(stages: readonly Conclusion[]): RunSuccess<O> | ProcessError<O> {
  const last = stages.at(-1)!;
  if (stages.length === 1) return toResult<O>(last);
  const culprit = stages.reduce((first, stage) => (stage.failedAt < first.failedAt ? stage : first), last);
  const result = toResult<O>(culprit);
  const reports = stages.map((stage): StageReport => (stage === culprit ? result : toResult(stage)));
  // Each stage may be the result itself: not enumerable, so that printing it does not go round in circles.
  Object.defineProperty(result, 'stages', { value: reports, enumerable: false });
  return result;
}
