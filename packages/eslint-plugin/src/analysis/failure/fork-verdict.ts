import type { Analysis } from '../analysis.js';
import type { ProcessCall } from '../processes/process-call.js';
import { programRole } from '../program/role.js';
import { follow } from './follow.js';
import { hearsStored } from './hoarded.js';
import { propertyUses } from './property-uses.js';
import { noUses } from './uses.js';

/** What nobody hears of a forked worker: its end, an error on its channel, or anything. */
export type Unheard = 'noError' | 'noExit' | 'nothing';

/** What of a worker goes unheard; `undefined` where it is heard, where others may hear it, and for what is no fork. */
export function forkVerdict(analysis: Analysis, call: ProcessCall): Unheard | undefined {
  const unheard = unheardOf(analysis, call);
  return unheard === undefined || programRole(analysis) === 'test' ? undefined : unheard;
}

function unheardOf(analysis: Analysis, { node, starts, reference }: ProcessCall): Unheard | undefined {
  if (starts.takes !== 'module' || reference.module === 'execa' || starts.gives !== 'child') return undefined;
  const uses = noUses();
  const property = propertyUses(analysis, node, uses);
  if (!property) follow(analysis, node, uses);
  if (uses.escapes || uses.awaited || (uses.stored !== undefined && (uses.stored === 'open' || hearsStored(analysis)))) return undefined;
  const hears = (event: RegExp): boolean => uses.listeners.some((listener) => event.test(listener.event));
  if (uses.listeners.length === 0) return property || uses.released ? undefined : 'nothing';
  if (!hears(/^(exit|close|disconnect)$/)) return 'noExit';
  return hears(/^error$/) || uses.released ? undefined : 'noError';
}
