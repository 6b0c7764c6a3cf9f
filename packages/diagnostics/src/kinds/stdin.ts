import { record } from '../record/registry.js';
import { takeStamp } from '../record/stamp.js';
import { type Describe, type Handle, hasRef } from './kind.js';

/** `process.stdin` is opened by whoever reads the property first: that is its line. */
export function recordStdin(): void {
  const descriptor = Object.getOwnPropertyDescriptor(process, 'stdin');
  if (descriptor?.get === undefined || descriptor.configurable !== true) return;
  const get = descriptor.get.bind(process);
  let opened = false;
  Object.defineProperty(process, 'stdin', {
    ...descriptor,
    get: function stamped(): unknown {
      const stdin = get() as object;
      if (!opened) {
        opened = true;
        record(stdin, 'stdin', takeStamp(stamped));
      }
      return stdin;
    },
  });
}

/** Paused, it holds nothing open. */
export const describeStdin: Describe = (target) => {
  const stdin = target as NodeJS.ReadStream & { readonly _handle?: (Handle & { readonly reading?: boolean }) | null };
  if (stdin._handle?.reading !== true || stdin.destroyed) return undefined;
  return { kind: 'stdin', detail: stdin.isTTY ? 'terminal' : 'pipe', ref: hasRef(stdin._handle) };
};
