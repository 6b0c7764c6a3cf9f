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
}

const RULES: Readonly<Record<keyof MemoryMonitorOptions, OptionRule>> = {
  intervalMs: durationMs({ min: 1 }),
  collectGarbage: boolean,
  allocationSites: boolean,
};

export function checkMonitorOptions(options: MemoryMonitorOptions): Required<MemoryMonitorOptions> {
  checkOptions('createMemoryMonitor()', RULES, options);
  const { intervalMs = 10_000, collectGarbage = false, allocationSites = true } = options;
  return { intervalMs, collectGarbage, allocationSites };
}
