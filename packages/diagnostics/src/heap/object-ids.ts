import type { SnapshotGraph } from './snapshot-graph.js';

/** The ids of a snapshot, by which its objects are found again in a later one. */
export interface ObjectIds {
  readonly sorted: Float64Array;
  /** By some of the ids, what has it. */
  readonly sample: ReadonlyMap<number, string>;
}

const SAMPLE = 1_000;
/** Of the sample, this share must be what it was: ids that begin anew agree by chance only. */
const MIN_AGREEMENT = 0.8;

export function objectIds({ ids, constructors, names, nodeCount }: SnapshotGraph): ObjectIds {
  const sample = new Map<number, string>();
  const step = Math.max(1, Math.floor(nodeCount / SAMPLE));
  for (let node = 0; node < nodeCount; node += step) sample.set(ids[node]!, names[constructors[node]!]!);
  return { sorted: ids.slice().sort(), sample };
}

/**
 * 1 for each object that was not there before; `undefined` where that cannot be told, for V8 begins to count anew in every
 * process, and whenever an inspector is closed.
 */
export function addedSince({ sorted, sample }: ObjectIds, { ids, constructors, names, nodeCount }: SnapshotGraph): Uint8Array | undefined {
  let [found, same] = [0, 0];
  const isAdded = new Uint8Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const id = ids[node]!;
    isAdded[node] = has(sorted, id) ? 0 : 1;
    const before = sample.get(id);
    if (before === undefined) continue;
    found++;
    if (before === names[constructors[node]!]) same++;
  }
  return same > 0 && same >= found * MIN_AGREEMENT ? isAdded : undefined;
}

function has(sorted: Float64Array, value: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === value;
}
