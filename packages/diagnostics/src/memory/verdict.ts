import type { MemorySample } from './sample.js';

export interface MemoryVerdict {
  /** `undecided` until there are enough troughs. */
  readonly kind: 'leak' | 'stable' | 'undecided';
  /** By how much the troughs rise; 0 unless it is a leak. */
  readonly bytesPerMinute: number;
  /** The part that rises: the JavaScript heap, array buffers (of which Buffers are made), or other external memory. */
  readonly part: 'array-buffers' | 'external' | 'heap' | undefined;
  /** How many troughs it rests on. */
  readonly troughs: number;
}

/** Troughs that are looked at together. */
const WINDOW = 30;
/** A leak must show in this window and in the one half a window before. */
const CONFIRMATION = WINDOW / 2;
/** Troughs that a verdict needs. */
export const VERDICT_TROUGHS = WINDOW + CONFIRMATION;
const BUCKETS = 10;
/** Less is noise: compiled code and caches of V8 itself come and go by as much. */
const MIN_GROWTH_BYTES = 512 * 1024;
const MIN_GROWTH_SHARE = 0.01;
/** What goes up and down by more than it rises is a saw-tooth that happened to be caught in its rise. */
const MIN_SPREADS = 2;
/** What rises in one step, but for noise, is a saw-tooth whose teeth are as long as the window; a leak rises in each bucket. */
const MAX_STEP_SHARE = 0.8;
/** What rises ever more slowly comes to rest: a leak keeps at least this share of its pace. */
const MIN_STEADINESS = 0.3;
/** What falls in between by more than this share of what it rose is a saw-tooth that was caught twice. */
const MIN_KEPT = 0.5;

interface Rise {
  readonly first: MemorySample;
  readonly last: MemorySample;
  readonly bytes: number;
}

/**
 * A leak is what still rises in the second half of the window, from the lowest point of each bucket to that of the next,
 * and has done so before, at no quicker pace, without falling in between. A saw-tooth nearly as long as a window, or longer, looks the same
 * until it falls.
 *
 * The slope of the heap, or of RSS, is no measure: it also rises while caches warm up, and between two collections.
 */
export function judge(troughs: readonly MemorySample[]): MemoryVerdict {
  if (troughs.length < VERDICT_TROUGHS) return { kind: 'undecided', bytesPerMinute: 0, part: undefined, troughs: troughs.length };
  const before = riseOf(troughs.slice(-VERDICT_TROUGHS, -CONFIRMATION));
  const now = riseOf(troughs.slice(-WINDOW));
  if (before === undefined || now === undefined || now.bytes < before.bytes * MIN_STEADINESS || now.first.retained - before.first.retained < before.bytes * MIN_KEPT) {
    return { kind: 'stable', bytesPerMinute: 0, part: undefined, troughs: VERDICT_TROUGHS };
  }
  const { first, last, bytes } = now;
  return { kind: 'leak', bytesPerMinute: Math.round((bytes / (last.atMs - first.atMs)) * 60_000), part: growingPart(first, last, bytes), troughs: VERDICT_TROUGHS };
}

/** True while the newest window rises: half a window later it can be said whether that is a leak. */
export function isSuspected(troughs: readonly MemorySample[]): boolean {
  return troughs.length >= WINDOW && riseOf(troughs.slice(-WINDOW)) !== undefined;
}

/** How much the second half of a window rises; `undefined` when it does not, or not without a break. */
function riseOf(window: readonly MemorySample[]): Rise | undefined {
  const size = WINDOW / BUCKETS;
  const buckets = Array.from({ length: BUCKETS / 2 }, (_, index) => window.slice(window.length / 2 + index * size).slice(0, size).sort((a, b) => a.retained - b.retained));
  const lowest = buckets.map((bucket) => bucket[0]!);
  const [first, last] = [lowest[0]!, lowest.at(-1)!];
  const bytes = last.retained - first.retained;
  const steps = lowest.slice(1).map((one, index) => one.retained - lowest[index]!.retained);
  const isRising = steps.every((step) => step > 0 && step <= bytes * MAX_STEP_SHARE);
  const spreads = buckets.map((bucket) => bucket.at(-1)!.retained - bucket[0]!.retained).sort((a, b) => a - b);
  const least = Math.max(MIN_GROWTH_BYTES, first.retained * MIN_GROWTH_SHARE, spreads[spreads.length >> 1]! * MIN_SPREADS);
  return isRising && bytes >= least ? { first, last, bytes } : undefined;
}

function growingPart(first: MemorySample, last: MemorySample, growth: number): MemoryVerdict['part'] {
  if (last.arrayBuffers - first.arrayBuffers > growth / 2) return 'array-buffers';
  return last.external - first.external > growth / 2 ? 'external' : 'heap';
}

/** When the start-up ramp was over: the first trough at nine tenths of the level that the second half keeps. */
export function rampEnd(troughs: readonly MemorySample[]): MemorySample | undefined {
  const half = troughs.slice(troughs.length >> 1).map(({ retained }) => retained).sort((a, b) => a - b);
  const level = half[half.length >> 1];
  return level === undefined ? undefined : troughs.find(({ retained }) => retained >= level * 0.9);
}
