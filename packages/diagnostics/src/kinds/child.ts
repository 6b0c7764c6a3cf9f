import type { ChildProcess } from 'node:child_process';
import { record } from '../record/registry.js';
import { replace } from '../record/replace.js';
import { takeStamp } from '../record/stamp.js';
import { type Describe, type Handle, hasRef } from './kind.js';

const childProcess = process.getBuiltinModule('node:child_process');

/** spawn, exec, execFile and fork all come down to this method. */
export function recordChildren(): void {
  replace(childProcess.ChildProcess.prototype, 'spawn', (original) => {
    return function stamped(...args) {
      record(this as object, 'child-process', takeStamp(stamped));
      return original.apply(this, args);
    };
  });
}

export const describeChild: Describe = (target) => {
  const child = target as ChildProcess & { readonly _handle: Handle | null };
  if (child._handle === null || child.pid === undefined) return undefined;
  const kind = child.channel === null || child.channel === undefined ? 'child-process' : 'fork';
  return { kind, detail: `pid ${child.pid}: ${child.spawnargs.join(' ')}`, ref: hasRef(child._handle) };
};
