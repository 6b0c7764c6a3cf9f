import { createHook } from 'node:async_hooks';

export interface TimerWatch {
  /** One line for each timer that was created since and neither ran out nor was cleared. */
  pending(): string[];
  stop(): void;
}

/** Watches the timers that the project's own code creates; those of the test runner come and go all the time. */
export function watchTimers(): TimerWatch {
  const created = new Map<number, string>();
  const hook = createHook({
    init(asyncId, type) {
      if (type !== 'Timeout' && type !== 'Immediate') return;
      const origin = ownFrame(new Error().stack ?? '');
      if (origin !== undefined) created.set(asyncId, `timer ${origin}`);
    },
    destroy: (asyncId) => void created.delete(asyncId),
  }).enable();
  return { pending: () => [...created.values()], stop: () => void hook.disable() };
}

/** The innermost frame of the project itself. */
function ownFrame(stack: string): string | undefined {
  const frames = stack.split('\n').slice(2);
  const own = frames.find((line) => !/node_modules|node:|at async |<anonymous>/.test(line) && !line.includes('timer-watch'));
  return own === undefined || own.includes('wait-for') ? undefined : own.trim();
}
