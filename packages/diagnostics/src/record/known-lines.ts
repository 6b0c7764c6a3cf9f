import { registry } from './registry.js';
import type { Stamp } from './stamp.js';

const MAX_LINES = 500;
const KEY_LENGTH = 200;

/** Remembers which line creates timers with this callback, for those of them that get no stamp of their own. */
export function rememberLine(callback: unknown, stamp: Stamp): void {
  const { lines } = registry();
  const key = keyOf(callback);
  if (key === undefined || (lines.size >= MAX_LINES && !lines.has(key))) return;
  lines.set(key, stamp);
}

export function knownLine(callback: unknown): Stamp | undefined {
  const key = keyOf(callback);
  return key === undefined ? undefined : registry().lines.get(key);
}

/** Its text, for each call may make a function of its own; one that is native says nothing. */
function keyOf(callback: unknown): string | undefined {
  if (typeof callback !== 'function') return undefined;
  const text = Function.prototype.toString.call(callback);
  return text.includes('[native code]') ? undefined : `${callback.name} ${text.length} ${text.slice(0, KEY_LENGTH)}`;
}
