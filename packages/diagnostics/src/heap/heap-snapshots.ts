import { checkOptions, nonEmptyString, type OptionRule, signalName } from '@childproof/internal';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics, writeHeapSnapshot } from 'node:v8';
import { describeSnapshot, warnOfSnapshot } from './announce.js';
import { estimateSnapshot, type SnapshotEstimate } from './estimate.js';

export interface HeapSnapshotOptions {
  /** Take one whenever this process gets the signal. @default none */
  readonly signal?: NodeJS.Signals;
  /** Take one, once, when a full collection leaves more than this share of the heap limit in use, such as 0.8. @default none */
  readonly nearLimit?: number;
  /** Where the files go; made if need be. @default './heap-snapshots' */
  readonly directory?: string;
}

export interface HeapSnapshots extends AsyncDisposable {
  /** Absolute. */
  readonly directory: string;
  /** What a snapshot would cost now. */
  estimate(): SnapshotEstimate;
  /** Stops the process, for as long as `estimate()` says, and writes a snapshot; gives its file. */
  take(): string;
  close(): void;
}

/** A garbage collection counts as near the limit from here to the limit. */
const SHARE: OptionRule = { expected: 'a share of the heap limit, more than 0 and less than 1', accepts: (value) => typeof value === 'number' && value > 0 && value < 1 };

/**
 * Heap snapshots of this process, on a signal, near the heap limit, or on demand.
 *
 * A snapshot stops the process, by some 60 ms per MB of heap, and takes 4 to 20 times the heap's memory: so each is announced before
 * by a process warning (https://nodejs.org/api/process.html#event-warning) with code `CHILDPROOF_HEAP_SNAPSHOT`.
 *
 * @throws TypeError `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`; the error of mkdir when the folder cannot be made.
 *
 * @example
 * import { heapSnapshots } from '@childproof/diagnostics';
 * const snapshots = heapSnapshots({ signal: 'SIGUSR2', nearLimit: 0.9, directory: '/tmp/heap-snapshots' });
 * console.log(snapshots.estimate().stopMs > 0);
 * snapshots.close();
 */
export function heapSnapshots(options: HeapSnapshotOptions = {}): HeapSnapshots {
  checkOptions('heapSnapshots()', { signal: signalName, nearLimit: SHARE, directory: nonEmptyString }, options);
  const directory = resolve(options.directory ?? 'heap-snapshots');
  mkdirSync(directory, { recursive: true });
  const take = (): string => {
    warnOfSnapshot(describeSnapshot('this process', estimateSnapshot()));
    return writeHeapSnapshot(join(directory, `${new Date().toISOString().replaceAll(':', '-')}-${process.pid}.heapsnapshot`));
  };
  const onSignal = (): void => void take();
  if (options.signal !== undefined) process.on(options.signal, onSignal);
  const observer = options.nearLimit === undefined ? undefined : takeNearLimit(options.nearLimit, take);
  const close = (): void => {
    if (options.signal !== undefined) process.off(options.signal, onSignal);
    observer?.disconnect();
  };
  return { directory, take, estimate: () => estimateSnapshot(), close, [Symbol.asyncDispose]: async () => close() };
}

function takeNearLimit(share: number, take: () => string): PerformanceObserver {
  const observer = new PerformanceObserver((list) => {
    const isFull = list.getEntries().some((entry) => (entry as unknown as { readonly detail: { readonly kind: number } }).detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR);
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    if (!isFull || used < limit * share) return;
    observer.disconnect();
    take();
  });
  observer.observe({ entryTypes: ['gc'] });
  return observer;
}
