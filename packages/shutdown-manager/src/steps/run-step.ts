import { ShutdownError } from '../errors/shutdown-error.js';
import { announceStep } from '../events.js';
import type { StepReport } from '../report/report.js';
import type { Step } from './step.js';

export interface StepRun {
  readonly reason: string;
  /** Aborts when the deadline of the whole shutdown has passed. */
  readonly deadline: AbortSignal;
}

/** Runs a step within its limit; never rejects. */
export async function runStep(step: Step, { reason, deadline }: StepRun): Promise<StepReport> {
  const startedAt = performance.now();
  if (deadline.aborted) return conclude('skipped');
  const limit = new AbortController();
  // The timer is not unref'ed: a step that hangs on nothing must not let the process end in the middle.
  const timer = step.timeoutMs === Infinity ? undefined : setTimeout(() => limit.abort(hung()), step.timeoutMs);
  const onDeadline = (): void => limit.abort(late());
  deadline.addEventListener('abort', onDeadline, { once: true });
  try {
    await Promise.race([step.target.end({ signal: limit.signal, reason }), rejection(limit.signal)]);
    return conclude('done');
  } catch (error) {
    return conclude(limit.signal.aborted && error === limit.signal.reason ? 'timed-out' : 'failed', error);
  } finally {
    clearTimeout(timer);
    deadline.removeEventListener('abort', onDeadline);
  }

  function hung(): ShutdownError {
    return new ShutdownError('step-timeout', `Step "${step.name}" has not ended within ${step.timeoutMs} ms; it was registered at ${step.registeredAt}.`);
  }

  function late(): ShutdownError {
    return new ShutdownError('deadline', `Step "${step.name}" had not ended when the deadline passed; it was registered at ${step.registeredAt}.`);
  }

  function conclude(status: StepReport['status'], ...error: unknown[]): StepReport {
    const { name, phase, registeredAt } = step;
    const report = { name, phase, status, durationMs: performance.now() - startedAt, registeredAt };
    const full = error.length === 0 ? report : { ...report, error: error[0] };
    announceStep(full);
    return full;
  }
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
}
