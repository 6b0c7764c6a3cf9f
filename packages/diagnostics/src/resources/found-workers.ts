import { runningWorkers } from '../inspector/attached-workers.js';
import { registry } from '../record/registry.js';
import type { Found } from './found.js';

/** Workers that were not recorded; whether they are unref'ed, nobody knows. */
export function foundWorkers(): Found[] {
  if (registry().recording) return [];
  return runningWorkers().map(({ workerId, url }) => ({ kind: 'worker', detail: `thread ${workerId}: ${url === '' ? 'code' : url}`, ref: true }));
}
