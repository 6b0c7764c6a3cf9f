import { type ConstructorSize, sizesByConstructor } from './constructors.js';
import { type ObjectIds, objectIds } from './object-ids.js';
import { readSnapshot } from './read-snapshot.js';

export interface ConstructorGrowth {
  /** Of the constructor, or what kind of thing it is, such as `(string)`. */
  readonly name: string;
  readonly before: Readonly<ConstructorSize>;
  readonly after: Readonly<ConstructorSize>;
  readonly countGrowth: number;
  /**
   * By how much they retain more than before, as far as objects do that were not there before: what retains more only
   * because something was put into it has not grown itself.
   */
  readonly retainedGrowthBytes: number;
}

export interface SnapshotComparison {
  readonly beforeBytes: number;
  readonly afterBytes: number;
  /** What there is more of, by the growth of what it retains. */
  readonly grown: readonly ConstructorGrowth[];
}

const NONE: ConstructorSize = { count: 0, selfBytes: 0, retainedBytes: 0 };

/**
 * Compares two heap snapshots of one process: which constructors have more objects, and what these retain.
 *
 * @param before Path of a file that `heapSnapshots()`, `v8.writeHeapSnapshot()` or Chrome's tools have written.
 * @param after Path of a later one.
 * @throws the error of the file system, or an Error that says what of the file is no heap snapshot.
 *
 * @example
 * import { compareSnapshots, heapSnapshots } from '@childproof/diagnostics';
 * const snapshots = heapSnapshots({ directory: '/tmp/heap-snapshots' });
 * const before = snapshots.take();
 * globalThis.kept = Array.from({ length: 10_000 }, () => new URL('http://localhost/'));
 * const { grown } = await compareSnapshots(before, snapshots.take());
 * console.log(grown.some(({ name, countGrowth }) => name === 'URL' && countGrowth >= 10_000));
 * snapshots.close();
 */
export async function compareSnapshots(before: string, after: string): Promise<SnapshotComparison> {
  const { ids, first } = await readFirst(before);
  const { all: second, added } = sizesByConstructor(await readSnapshot(after), ids);
  const grown = [...second].map(([name, size]): ConstructorGrowth => {
    const old = first.get(name) ?? NONE;
    const growth = size.retainedBytes - old.retainedBytes;
    const byAdded = added === undefined ? growth : (added.get(name)?.retainedBytes ?? 0);
    return { name, before: old, after: size, countGrowth: size.count - old.count, retainedGrowthBytes: Math.min(growth, byAdded) };
  });
  return {
    beforeBytes: totalOf(first),
    afterBytes: totalOf(second),
    grown: grown.filter(({ countGrowth }) => countGrowth > 0).sort((a, b) => b.retainedGrowthBytes - a.retainedGrowthBytes),
  };
}

/** Of the first snapshot nothing else is kept in memory while the second is read. */
async function readFirst(file: string): Promise<{ readonly ids: ObjectIds; readonly first: ReadonlyMap<string, ConstructorSize> }> {
  const graph = await readSnapshot(file);
  return { ids: objectIds(graph), first: sizesByConstructor(graph).all };
}

function totalOf(sizes: ReadonlyMap<string, ConstructorSize>): number {
  return [...sizes.values()].reduce((sum, { selfBytes }) => sum + selfBytes, 0);
}
