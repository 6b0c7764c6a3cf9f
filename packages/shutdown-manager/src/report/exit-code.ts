import type { ExitCodes } from '../options/shutdown-options.js';
import type { ShutdownReport } from './report.js';

type Verdict = Pick<ShutdownReport, 'steps' | 'errors' | 'deadlineExceeded'>;

interface Wish {
  readonly exitCode?: number;
  readonly uncaught?: boolean;
}

/** What was asked for, or what the program has set; but never 0 when something went wrong. */
export function exitCodeOf(verdict: Verdict, codes: Required<ExitCodes>, { exitCode, uncaught }: Wish): number {
  const wanted = exitCode ?? Number(process.exitCode ?? 0);
  if (wanted !== 0) return wanted;
  if (uncaught === true) return codes.uncaught;
  if (verdict.deadlineExceeded) return codes.deadline;
  const failed = verdict.errors.length > 0 || verdict.steps.some(({ status }) => status !== 'done');
  return failed ? codes.failed : 0;
}
