import { record } from '../record/registry.js';
import { replace } from '../record/replace.js';
import { takeStamp } from '../record/stamp.js';
import { type Describe, type Handle, hasRef } from './kind.js';

const fs = process.getBuiltinModule('node:fs');

const KINDS = { watch: 'fs-watcher', watchFile: 'watch-file' } as const;

export function recordWatchers(): void {
  for (const [name, kind] of Object.entries(KINDS)) {
    replace(fs, name, (original) => {
      return function stamped(...args) {
        const watcher = original.apply(this, args) as object;
        record(watcher, kind, takeStamp(stamped), String(args[0]));
        return watcher;
      };
    });
  }
}

export const describeWatcher: Describe = (target, recorded) => {
  const { _handle: handle } = target as { readonly _handle?: Handle | null };
  if (handle === null || handle === undefined) return undefined;
  const kind = recorded?.kind === 'watch-file' || target.constructor.name === 'StatWatcher' ? 'watch-file' : 'fs-watcher';
  return { kind, detail: recorded?.detail ?? '', ref: hasRef(handle) };
};
