import { EventEmitter } from 'node:events';
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { openHeapProfiler } from './heap-profiler.js';
import { checkMonitorOptions, type MemoryMonitorOptions } from './options.js';
import { OwnGrowth } from './own-growth.js';
import { type MemorySample, takeSample } from './sample.js';
import { type MemoryReport, MemorySeries } from './series.js';
import type { MemoryVerdict } from './verdict.js';

export interface MemoryMonitorEvents {
  readonly sampled: [sample: MemorySample];
  /** A sample right after a full garbage collection. */
  readonly troughReached: [sample: MemorySample];
  /** The verdict is another one than before; the report names what grows, for which a leak is told once its snapshots have been compared. */
  readonly verdictChanged: [verdict: MemoryVerdict, report: MemoryReport];
}

export interface MemoryMonitor extends AsyncDisposable {
  on<Name extends keyof MemoryMonitorEvents>(name: Name, listener: (...payload: MemoryMonitorEvents[Name]) => void): this;
  off<Name extends keyof MemoryMonitorEvents>(name: Name, listener: (...payload: MemoryMonitorEvents[Name]) => void): this;
  report(): MemoryReport;
  /** No sample from here on; the report can still be asked for. */
  close(): void;
}

/**
 * Watches the memory of this process and judges whether it leaks: by what is left after full garbage collections, not by
 * the slope of the heap. It does not hold the process open.
 *
 * @throws TypeError `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`
 *
 * @example
 * import { createMemoryMonitor } from '@childproof/diagnostics';
 * const monitor = createMemoryMonitor({ intervalMs: 5_000 });
 * monitor.on('verdictChanged', ({ kind }, { growing, growth }) => console.log(kind, growing[0], growth[0]));
 * monitor.close();
 */
export function createMemoryMonitor(options: MemoryMonitorOptions = {}): MemoryMonitor {
  return new Monitor(checkMonitorOptions(options));
}

class Monitor implements MemoryMonitor {
  readonly #events = new EventEmitter();
  readonly #series = new MemorySeries();
  readonly #startedAt = performance.now();
  readonly #profiler: ReturnType<typeof openHeapProfiler>;
  readonly #forced: boolean;
  readonly #growth: OwnGrowth | undefined;
  readonly #timer: NodeJS.Timeout;
  readonly #observer: PerformanceObserver | undefined;
  #verdict: MemoryVerdict['kind'] = 'undecided';
  #isComparing = false;
  #isClosed = false;

  constructor({ intervalMs, collectGarbage, allocationSites, compareSnapshots, maxStopMs }: Required<MemoryMonitorOptions>) {
    this.#profiler = allocationSites || collectGarbage ? openHeapProfiler() : undefined;
    this.#forced = collectGarbage && this.#profiler !== undefined;
    this.#growth = compareSnapshots ? new OwnGrowth(maxStopMs) : undefined;
    this.#timer = setInterval(() => this.#tick(), intervalMs).unref();
    if (this.#forced) return;
    this.#observer = new PerformanceObserver((list) => {
      const isFull = list.getEntries().some((entry) => (entry as unknown as { readonly detail: { readonly kind: number } }).detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR);
      if (isFull) this.#trough(takeSample(this.#startedAt));
    });
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  on<Name extends keyof MemoryMonitorEvents>(name: Name, listener: (...payload: MemoryMonitorEvents[Name]) => void): this {
    this.#events.on(name, listener);
    return this;
  }

  off<Name extends keyof MemoryMonitorEvents>(name: Name, listener: (...payload: MemoryMonitorEvents[Name]) => void): this {
    this.#events.off(name, listener);
    return this;
  }

  report(): MemoryReport {
    return this.#series.report();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#observer?.disconnect();
    this.#profiler?.close();
    this.#growth?.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }

  #tick(): void {
    if (this.#forced) this.#profiler!.collectGarbage();
    const sample = takeSample(this.#startedAt);
    this.#series.add(sample);
    this.#emit('sampled', sample);
    if (this.#forced) this.#trough(sample);
  }

  #trough(sample: MemorySample): void {
    if (this.#isClosed) return;
    this.#series.addTrough(sample);
    if (this.#series.wantsSites && this.#profiler !== undefined) this.#series.addSites(this.#profiler.sites());
    this.#emit('troughReached', sample);
    this.#judge();
  }

  #judge(): void {
    if (this.#isComparing) return;
    const report = this.#series.report();
    const { kind } = report.verdict;
    if (kind !== 'leak' && this.#series.isSuspected) this.#growth?.suspect(this.#series);
    if (kind === this.#verdict) return;
    this.#verdict = kind;
    if (kind === 'leak' && this.#growth !== undefined) void this.#tellWithGrowth(this.#growth, report);
    else this.#emit('verdictChanged', report.verdict, report);
  }

  /** What the verdict is by then is told after it. */
  async #tellWithGrowth(source: OwnGrowth, report: MemoryReport): Promise<void> {
    this.#isComparing = true;
    const growth = (this.#series.growth = (await source.growth()) ?? this.#series.growth);
    this.#isComparing = false;
    if (this.#isClosed) return;
    this.#emit('verdictChanged', report.verdict, { ...report, growth });
    this.#judge();
  }

  /** A listener that throws does not keep the others from hearing, nor the monitor from going on. */
  #emit<Name extends keyof MemoryMonitorEvents>(name: Name, ...payload: MemoryMonitorEvents[Name]): void {
    for (const listener of this.#events.listeners(name)) {
      try {
        Reflect.apply(listener, this, payload);
      } catch (error) {
        queueMicrotask(() => {
          throw error; // as an uncaught error of the listener's own
        });
      }
    }
  }
}
