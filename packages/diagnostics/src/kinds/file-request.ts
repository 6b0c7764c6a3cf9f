import { replace } from '../record/replace.js';
import { trackCallback, trackPromise } from '../record/track-pending.js';
import type { Description } from './kind.js';

const fs = process.getBuiltinModule('node:fs');

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** Of a FileHandle; what `createReadStream()` and the like read in the end comes down to these. */
const HANDLE_METHODS = ['appendFile', 'chmod', 'chown', 'close', 'datasync', 'read', 'readFile', 'readv', 'stat', 'sync', 'truncate', 'utimes', 'write', 'writeFile', 'writev'];

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
  replace(promises, 'open', recordHandles);
}

/** The class of FileHandles is nowhere to be had but from the first of them. */
function recordHandles(open: AnyFunction): AnyFunction {
  let isDone = false;
  const paths = new WeakMap<object, string>();
  return async function stamped(...args) {
    const handle = (await open.apply(this, args)) as object;
    paths.set(handle, pathOf(args[0]));
    if (isDone) return handle;
    isDone = true;
    const { prototype } = handle.constructor as { readonly prototype: object };
    for (const name of HANDLE_METHODS) replace(prototype, name, (original) => trackPromise(original, (_, self) => ({ kind: 'fs-request', detail: `${name} ${paths.get(self as object) ?? ''}`.trim(), ref: true })));
    return handle;
  };
}

function describe(name: string): (args: unknown[]) => Description {
  return ([target]) => ({ kind: 'fs-request', detail: `${name} ${typeof target === 'number' ? `descriptor ${target}` : pathOf(target)}`, ref: true });
}

function pathOf(target: unknown): string {
  return typeof target === 'string' || target instanceof URL || Buffer.isBuffer(target) ? String(target) : '';
}
