import { type AllocationSite, growthOf } from './allocation-sites.js';
import type { HeapGrowth } from './heap-growth.js';
import type { MemorySample } from './sample.js';
import { isSuspected, judge, type MemoryVerdict, rampEnd, VERDICT_TROUGHS } from './verdict.js';

/** What a monitor has seen. */
export interface MemoryReport {
  readonly samples: readonly MemorySample[];
  /** The samples right after a full garbage collection. */
  readonly troughs: readonly MemorySample[];
  /** When the start-up ramp was over, and at which level; absent while it cannot be told from a leak. */
  readonly ramp?: { readonly untilMs: number; readonly bytes: number };
  readonly verdict: MemoryVerdict;
  /** Lines that allocate what grows, the largest first; empty unless it leaks. */
  readonly growing: readonly AllocationSite[];
  /** Constructors whose objects have grown since the leak was suspected, the largest first; empty unless it leaks and snapshots were asked for. */
  readonly growth: readonly HeapGrowth[];
}

/** Three looks fall into the time that a verdict is about. */
const SITES_EVERY = VERDICT_TROUGHS / 3;
/** More samples than these are thinned out: every other one is forgotten. */
const MAX_SAMPLES = 2_000;

/** Samples and troughs, of this process or of another. */
export class MemorySeries {
  /** Told by whoever compares heap snapshots. */
  growth: readonly HeapGrowth[] = [];
  #samples: MemorySample[] = [];
  #troughs: MemorySample[] = [];
  #count = 0;
  #sites: ReadonlyMap<string, AllocationSite>[] = [];

  add(sample: MemorySample): void {
    this.#samples.push(sample);
    this.#samples = thin(this.#samples);
  }

  addTrough(sample: MemorySample): void {
    this.#troughs.push(sample);
    this.#count++;
    this.#troughs = thin(this.#troughs);
  }

  /** How many troughs there have been. */
  get count(): number {
    return this.#count;
  }

  /** True while it may be a leak, before it can be said. */
  get isSuspected(): boolean {
    return isSuspected(this.#troughs);
  }

  /** True after the troughs at which the allocation sites are to be looked up. */
  get wantsSites(): boolean {
    return this.#count % SITES_EVERY === 0;
  }

  addSites(sites: ReadonlyMap<string, AllocationSite>): void {
    this.#sites = [...this.#sites, sites].slice(-3);
  }

  report(): MemoryReport {
    const verdict = judge(this.#troughs);
    const ramp = rampEnd(this.#troughs);
    const [before, after] = [this.#sites[0], this.#sites.at(-1)];
    return {
      samples: this.#samples,
      troughs: this.#troughs,
      ...(ramp && verdict.kind !== 'leak' && { ramp: { untilMs: ramp.atMs, bytes: ramp.retained } }),
      verdict,
      growing: verdict.kind === 'leak' && after !== undefined ? growing(before, after) : [],
      growth: verdict.kind === 'leak' ? this.growth : [],
    };
  }
}

function thin(samples: MemorySample[]): MemorySample[] {
  return samples.length <= MAX_SAMPLES ? samples : samples.filter((_, index) => index % 2 === 0);
}

/** Sampling is rough: where it sees no line grow from look to look, all that has been allocated since the first is told. */
function growing(before: ReadonlyMap<string, AllocationSite> | undefined, after: ReadonlyMap<string, AllocationSite>): AllocationSite[] {
  const grown = growthOf(before ?? new Map(), after);
  return grown.length > 0 ? grown : growthOf(new Map(), after);
}
