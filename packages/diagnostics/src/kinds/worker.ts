import type { Worker } from 'node:worker_threads';
import { record, registry } from '../record/registry.js';
import { replace, replaceClass } from '../record/replace.js';
import { takeStamp } from '../record/stamp.js';
import type { Describe } from './kind.js';

const threads = process.getBuiltinModule('node:worker_threads');

export function recordWorkers(): void {
  replace(threads.Worker.prototype, 'unref', (original) => function (...args) {
    registry().unreffed.add(this as object);
    return original.apply(this, args);
  });
  replace(threads.Worker.prototype, 'ref', (original) => function (...args) {
    registry().unreffed.delete(this as object);
    return original.apply(this, args);
  });
  replaceClass(threads, 'Worker', (worker, [file, options], construct) => {
    const isCode = (options as { readonly eval?: boolean } | undefined)?.eval === true;
    record(worker, 'worker', takeStamp(construct), isCode ? 'code' : String(file));
  });
}

export const describeWorker: Describe = (target, recorded) => {
  const { threadId } = target as Worker;
  if (threadId === -1) return undefined;
  return { kind: 'worker', detail: `thread ${threadId}: ${recorded?.detail ?? ''}`, ref: !registry().unreffed.has(target) };
};
