import { inspect } from 'node:util';
import type { ShutdownReport } from './report.js';

/** A report as text of a few lines, for a log. */
export function formatReport(report: ShutdownReport): string {
  const verdict = report.ok ? 'ended well' : report.deadlineExceeded ? 'exceeded its deadline' : 'ended with failures';
  const lines = [`Shutdown (${report.reason}) ${verdict} after ${Math.round(report.durationMs)} ms, exit code ${report.exitCode}`];
  for (const { name, phase, status, durationMs, registeredAt, error } of report.steps) {
    if (status === 'done') continue;
    lines.push(`  ${phase}: "${name}" ${status} after ${Math.round(durationMs)} ms, registered at ${registeredAt}`);
    if (status === 'failed') lines.push(indent(inspect(error)));
  }
  for (const error of report.errors) lines.push(indent(inspect(error)));
  for (const { what, stack } of report.tampering) lines.push(`  prevented: ${what}`, indent(stack));
  return lines.join('\n');
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ');
}
