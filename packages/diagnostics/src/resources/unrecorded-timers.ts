import { isRunning } from '../kinds/timer.js';
import { recorded } from '../record/registry.js';
import type { ActiveResource } from './resource.js';

const KINDS = { Timeout: 'timeout', Immediate: 'immediate' } as const;

/** Timers that hold the process open and were not recorded: Node only tells how many there are. */
export function unrecordedTimers(resources: readonly ActiveResource[]): ActiveResource[] {
  const names = process.getActiveResourcesInfo();
  return Object.entries(KINDS).flatMap(([name, kind]) => {
    const total = names.filter((one) => one === name).length;
    const known = resources.filter((one) => one.ref && isTimerOf(one, kind)).length + (kind === 'timeout' ? running() : 0);
    const missing = Math.max(0, total - known);
    return Array.from({ length: missing }, () => ({ kind, detail: 'not recorded', ref: true, createdAt: undefined, ageMs: undefined }));
  });
}

/** Timeouts that have been recorded and whose callback has led here: Node counts them still. */
function running(): number {
  return recorded().filter(({ kind, target }) => kind === 'timeout' && isRunning(target)).length;
}

function isTimerOf({ kind, detail }: ActiveResource, wanted: 'immediate' | 'timeout'): boolean {
  const isImmediate = kind === 'immediate' || (kind === 'timer-promise' && detail === 'setImmediate');
  if (wanted === 'immediate') return isImmediate;
  return kind === 'timeout' || kind === 'interval' || (kind === 'timer-promise' && !isImmediate);
}
