import type { Settings } from '../options/shutdown-options.js';
import { ShutdownError } from '../errors/shutdown-error.js';
import type { Shutdown } from '../shutdown.js';
import { callSite } from '../steps/call-site.js';
import type { StepList } from '../steps/step-list.js';
import type { StepContext } from '../targets/target.js';
import { resolveStartSteps, type ResolvedStartStep, type StartStep } from './start-step.js';
import { StartUp } from './start-up.js';

interface Parts {
  readonly settings: Settings;
  readonly steps: StepList;
  readonly shutdown: Shutdown;
}

/** Steps of which the outputs are `T`. */
export type StartSteps<T extends readonly unknown[]> = { readonly [Index in keyof T]: StartStep<T[Index]> };

export type Started<T extends readonly unknown[]> = { -readonly [Index in keyof T]: Awaited<T[Index]> };

export type Start = <T extends readonly unknown[]>(steps: StartSteps<T>) => Promise<Started<T>>;

/** Makes `start()`: what starts is put down to be undone, in reverse order; what fails begins the shutdown. */
export function startInOrder({ settings, steps, shutdown }: Parts): Start {
  return async function start<T extends readonly unknown[]>(given: StartSteps<T>): Promise<Started<T>> {
    const registeredAt = callSite(start);
    const resolved = resolveStartSteps(given);
    if (shutdown.begun) throw new ShutdownError('already-begun', 'start() comes too late: the shutdown has begun.');
    for (const { name } of resolved) steps.checkFree(name);
    const startUp = new StartUp(resolved, {
      onStarted: (step, value, needs) => putDown(step, value, needs, registeredAt),
      onFailed(step, error) {
        shutdown.blame(error);
        void shutdown.run({ reason: `failed start of "${step.name}"`, leave: true, exitCode: step.exitCode ?? settings.exitCodes.start });
      },
    });
    shutdown.includeStart(startUp);
    return (await startUp.values) as Started<T>;
  };

  function putDown(step: ResolvedStartStep, value: unknown, needs: ReadonlySet<string>, registeredAt: string): void {
    const { name, stop, phase, stopTimeoutMs: timeoutMs } = step;
    if (stop === undefined) return;
    const end = async (context: StepContext): Promise<void> => {
      await stop(value, context);
    };
    steps.add({ name, phase, after: [], timeoutMs, registeredAt, target: { drains: false, end } });
    for (const needed of needs) steps.stopBefore(name, needed);
  }
}
