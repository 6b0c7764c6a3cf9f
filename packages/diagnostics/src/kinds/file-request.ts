import fs from 'node:fs';
import { replace } from '../record/replace.js';
import { trackCallback, trackPromise } from '../record/track-pending.js';
import type { Description } from './kind.js';

/** Every function of `fs` that has a synchronous sister calls back, and has another sister that gives a promise. */
export function recordFileRequests(): void {
  const callbacks = fs as unknown as Record<string, unknown>;
  const promises = fs.promises as unknown as Record<string, unknown>;
  for (const name of Object.keys(callbacks)) {
    if (`${name}Sync` in callbacks && typeof callbacks[name] === 'function') replace(fs, name, (original) => trackCallback(original, describe(name)));
  }
  for (const name of Object.keys(promises)) {
    if (`${name}Sync` in callbacks && typeof promises[name] === 'function') replace(promises, name, (original) => trackPromise(original, describe(name)));
  }
}

function describe(name: string): (args: unknown[]) => Description {
  return ([target]) => ({ kind: 'fs-request', detail: `${name} ${typeof target === 'number' ? `descriptor ${target}` : pathOf(target)}`, ref: true });
}

function pathOf(target: unknown): string {
  return typeof target === 'string' || target instanceof URL || Buffer.isBuffer(target) ? String(target) : '';
}
