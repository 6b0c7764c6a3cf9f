import { PHASES, type Phase } from '../options/step-options.js';
import type { StepReport } from '../report/report.js';
import { runStep, type StepRun } from './run-step.js';
import type { Step } from './step.js';

/** Runs the phases one after the other; inside a phase whatever `after` allows runs side by side. */
export async function runPhases(steps: readonly Step[], run: StepRun, onReport: (report: StepReport) => void): Promise<void> {
  lock(steps);
  for (const phase of PHASES) await runPhase(phase, steps, run, onReport);
}

/** Doors first, and before anything that could take time: what gets in later might not be answered. */
function lock(steps: readonly Step[]): void {
  for (const { target } of steps) target.lock?.();
}

async function runPhase(phase: Phase, all: readonly Step[], run: StepRun, onReport: (report: StepReport) => void): Promise<void> {
  const steps = all.filter((step) => step.phase === phase);
  const ends = new Map<string, Promise<void>>();
  const endOf = (step: Step): Promise<void> => {
    const known = ends.get(step.name);
    if (known !== undefined) return known;
    // Who is not of this phase has ended in an earlier one.
    const awaited = steps.filter(({ name }) => step.after.includes(name));
    const end = Promise.all(awaited.map(endOf)).then(async () => onReport(await runStep(step, run)));
    ends.set(step.name, end);
    return end;
  };
  await Promise.all(steps.map(endOf));
}
