import { startProgram, type Program } from '@childproof/test-kit';
import type { ShutdownReport, StepReport } from '../src/index.js';
import { fixture } from './fixtures.js';

type StepSpec = readonly [name: string, ms: number | null, options?: object];

/** Starts `steps.mjs`: a step of `null` ms never ends. */
export async function startSteps(steps: readonly StepSpec[], options: object = {}): Promise<Program> {
  const program = startProgram(fixture('steps.mjs'), { args: [JSON.stringify(steps), JSON.stringify(options)] });
  await program.waitForOutput(/ready/);
  return program;
}

export interface PrintedReport extends Omit<ShutdownReport, 'steps'> {
  readonly steps: readonly (Omit<StepReport, 'error'> & { readonly error?: string })[];
}

/** The report that a fixture has printed. */
export function printedReport({ stdout }: Program): PrintedReport {
  const line = stdout.split('\n').find((each) => each.startsWith('{'));
  if (line === undefined) throw new Error(`no report in:\n${stdout}`);
  return JSON.parse(line) as PrintedReport;
}
