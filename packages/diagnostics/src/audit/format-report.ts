import { formatResources } from '../resources/format.js';
import type { AuditReport } from './report.js';

const MARKS = { critical: 'FAILED', major: 'failed', minor: 'warning' } as const;

/** The report card for people. */
export function formatReport({ command, grade, checks, heldOpenBy, output }: AuditReport): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = [`${command.join(' ')}: grade ${grade}`, ''];
  for (const { name, ok, severity, seen, advice } of checks) {
    lines.push(`  ${(ok ? 'ok' : MARKS[severity]).padEnd(8)}${name.padEnd(width + 2)}${seen}`);
    if (advice !== undefined) lines.push(`${' '.repeat(width + 12)}-> ${advice}`);
  }
  if (heldOpenBy.length > 0) lines.push('', formatResources(heldOpenBy).trimEnd());
  if (output !== undefined && output.trim() !== '') lines.push('', 'It printed:', ...output.trimEnd().split('\n').map((line) => `  ${line}`));
  return `${lines.join('\n')}\n`;
}
