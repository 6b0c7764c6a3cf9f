import { describeTimer, stampOfTimer } from '../kinds/timer.js';
import { knownLine } from '../record/known-lines.js';
import { recorded, registry } from '../record/registry.js';
import type { Found } from './found.js';
import { listTimers } from './timer-lists.js';

/** Timeouts, intervals and immediates, those of timers/promises included. */
export function foundTimers(): Found[] {
  const listed = listTimers();
  const intervals = recorded().filter(({ kind }) => kind === 'interval').map(({ target }) => target);
  const all = new Set<object>([...(listed ?? []), ...intervals]);
  const found = [...all].flatMap((timer) => describe(timer as never));
  return [...found, ...uncounted(found, listed !== undefined)];
}

function describe(timer: Parameters<typeof stampOfTimer>[0]): Found[] {
  const description = describeTimer(timer, undefined);
  if (description === undefined) return [];
  const stamp = stampOfTimer(timer);
  // While recording, each call of timers/promises is known by itself.
  if (description.kind === 'timer-promise' && registry().recording) return [];
  const callback = timer._onTimeout ?? timer._onImmediate;
  const perhapsNodes = registry().recording || !description.ref;
  // That of another timer with the same callback tells the line, but not the age.
  const like = stamp === undefined && callback ? knownLine(callback) : undefined;
  return [{ ...description, stamp: stamp ?? like, isStampOfAnother: like !== undefined, perhapsNodes, functions: callback ? [callback] : [] }];
}

/** What Node counts and the lists do not hold: immediates that are about to run, and everything where there are no lists. */
function uncounted(found: readonly Found[], listed: boolean): Found[] {
  const names = process.getActiveResourcesInfo();
  const count = (name: string): number => names.filter((one) => one === name).length;
  const immediates = [...found, ...registry().pending].filter(({ kind, ref, detail }) => ref && (kind === 'immediate' || detail === 'setImmediate'));
  const missing = (kind: 'immediate' | 'timeout', times: number): Found[] => Array.from({ length: times }, () => ({ kind, detail: 'not recorded', ref: true }));
  return [
    ...missing('immediate', Math.max(0, count('Immediate') - immediates.length)),
    ...missing('timeout', listed ? 0 : count('Timeout')),
  ];
}
