import { boolean, checkOptions, durationMs, type OptionRule } from '@childproof/internal';

export interface MemoryMonitorOptions {
  /** Milliseconds between two samples. @default 10000 */
  readonly intervalMs?: number;
  /**
   * Collect garbage before each sample, so that each is a trough. Stops the process each time, by some 10 ms per 100 MB of
   * heap; without, troughs are taken when V8 itself does a full collection, and a verdict takes 45 of these.
   *
   * @default false
   */
  readonly collectGarbage?: boolean;
  /** Sample allocations, to name the lines that grow; costs about one percent. @default true */
  readonly allocationSites?: boolean;
  /**
   * Name the constructors that grow: take one heap snapshot when a leak is suspected and one when it is certain, and compare
   * them in a process of its own. Each stops this one, by some 60 ms per MB of heap, and is announced by a process warning
   * (`CHILDPROOF_HEAP_SNAPSHOT`) before; V8 needs up to 20 times the heap for it, and none is taken when
   * `process.availableMemory()` is less. The files, in a folder of the system's for temporary ones, are deleted again.
   *
   * @default false
   */
  readonly compareSnapshots?: boolean;
  /** Take no snapshot that would, by its estimate, stop the process for longer than these milliseconds. @default 10000 */
  readonly maxStopMs?: number;
}

const RULES: Readonly<Record<keyof MemoryMonitorOptions, OptionRule>> = {
  intervalMs: durationMs({ min: 1 }),
  collectGarbage: boolean,
  allocationSites: boolean,
  compareSnapshots: boolean,
  maxStopMs: durationMs({ allowInfinity: true }),
};

export function checkMonitorOptions(options: MemoryMonitorOptions): Required<MemoryMonitorOptions> {
  checkOptions('createMemoryMonitor()', RULES, options);
  const { intervalMs = 10_000, collectGarbage = false, allocationSites = true, compareSnapshots = false, maxStopMs = 10_000 } = options;
  return { intervalMs, collectGarbage, allocationSites, compareSnapshots, maxStopMs };
}
