import { formatReport } from './format-report.js';
import type { ShutdownReport } from './report.js';

/**
 * The default `onReport`.
 *
 * With a listener for uncaughtException Node prints nothing of its own any more; an exit must not go unexplained for
 * want of an option.
 */
export function printFailure(report: ShutdownReport): void {
  if (!report.ok || report.tampering.length > 0) process.stderr.write(`${formatReport(report)}\n`);
}
