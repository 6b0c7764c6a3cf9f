import type { Check, Grade } from './report.js';

/** From best to worst. */
export const GRADES: readonly Grade[] = ['A', 'B', 'C', 'D', 'F'];

/** A: everything passed. B: only nuisances. C: a major failure. D: a critical one, or three major. F: worse, or it did not even start. */
export function gradeOf(checks: readonly Check[]): Grade {
  const failed = (severity: Check['severity']): number => checks.filter((one) => !one.ok && one.severity === severity).length;
  if (failed('critical') > 1 || checks.length === 1) return 'F';
  if (failed('critical') === 1 || failed('major') > 2) return 'D';
  if (failed('major') > 0) return 'C';
  return failed('minor') > 0 ? 'B' : 'A';
}

export function isWorse(grade: Grade, than: Grade): boolean {
  return GRADES.indexOf(grade) > GRADES.indexOf(than);
}
