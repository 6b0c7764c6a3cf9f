import { writeHeapSnapshot } from 'node:v8';
import { describeSnapshot, warnOfSnapshot } from '../heap/announce.js';
import { compareOutOfProcess } from '../heap/compare-out-of-process.js';
import { estimateSnapshot } from '../heap/estimate.js';
import { refusal } from '../heap/refusal.js';
import { GrowthWatch } from './growth-watch.js';
import type { HeapGrowth } from './heap-growth.js';
import type { MemorySeries } from './series.js';

/** Finds out which constructors of this very process grow. */
export class OwnGrowth {
  readonly #stop = new AbortController();
  readonly #watch: GrowthWatch;
  readonly #onExit = (): void => this.#watch.close();

  constructor(maxStopMs: number) {
    this.#watch = new GrowthWatch({ take: (file) => take(file, maxStopMs), compare: (before, after) => compareOutOfProcess(before, after, this.#stop.signal) });
    process.once('exit', this.#onExit);
  }

  suspect({ count }: MemorySeries): void {
    this.#watch.suspect(count).catch(complain);
  }

  /** Never rejects: a leak is to be told even where its constructors cannot be. */
  async growth(): Promise<readonly HeapGrowth[] | undefined> {
    try {
      return await this.#watch.growth();
    } catch (error) {
      if (!this.#stop.signal.aborted) complain(error);
      return undefined;
    }
  }

  close(): void {
    this.#stop.abort();
    process.off('exit', this.#onExit);
    this.#watch.close();
  }
}

function take(file: string, maxStopMs: number): boolean {
  const estimate = estimateSnapshot();
  const against = refusal(estimate, { maxStopMs, availableBytes: process.availableMemory() });
  warnOfSnapshot([describeSnapshot('this process', estimate), against].filter((text) => text !== undefined).join('; '));
  // Written by V8 as it goes: the text of it is never in memory.
  if (against === undefined) writeHeapSnapshot(file);
  return against === undefined;
}

function complain(error: unknown): void {
  warnOfSnapshot(`no constructors can be named: ${error instanceof Error ? error.message : String(error)}`);
}
