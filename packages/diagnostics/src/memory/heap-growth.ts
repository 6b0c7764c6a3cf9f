import type { ConstructorGrowth, SnapshotComparison } from '../heap/compare-snapshots.js';

/** Objects of which there are more than when the leak was suspected. */
export interface HeapGrowth {
  /** Their constructor, or what kind of thing they are, such as `(string)`. */
  readonly constructor: string;
  /** How many more. */
  readonly count: number;
  /** How many more bytes these take themselves. */
  readonly selfBytes: number;
  /** How many more bytes would be free without them. */
  readonly retainedBytes: number;
}

const TOP = 10;
/** V8's own, which come and go with what is compiled. */
const NOT_THE_PROGRAMS = new Set(['(code)', '(hidden)', '(object shape)', '(synthetic)']);
/** What objects are made of, such as the table of a map; strings and numbers too. */
const INNARDS = /^\((?!closure)|^system \//;
/** Named objects that retain this share of the largest growth say more than the innards that retain more. */
const TELLING = 0.1;

/** Of a comparison, the constructors that hold the most, the largest first, and last what these are made of. */
export function heapGrowth({ grown }: SnapshotComparison): HeapGrowth[] {
  const largest = grown[0]?.retainedGrowthBytes ?? 0;
  const isTelling = ({ name, retainedGrowthBytes }: ConstructorGrowth): boolean => !INNARDS.test(name) && retainedGrowthBytes >= largest * TELLING;
  return grown
    .filter(({ name, retainedGrowthBytes }) => retainedGrowthBytes > 0 && !NOT_THE_PROGRAMS.has(name))
    .sort((a, b) => Number(isTelling(b)) - Number(isTelling(a)))
    .slice(0, TOP)
    .map(({ name, before, after, countGrowth, retainedGrowthBytes }) => ({
      constructor: name,
      count: countGrowth,
      selfBytes: after.selfBytes - before.selfBytes,
      retainedBytes: retainedGrowthBytes,
    }));
}
