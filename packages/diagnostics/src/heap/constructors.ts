import { type Dominators, dominatorsOf } from './dominators.js';
import { addedSince, type ObjectIds } from './object-ids.js';
import type { SnapshotGraph } from './snapshot-graph.js';

/** All objects of one constructor; what is no object stands under its kind, such as `(string)`. */
export interface ConstructorSize {
  count: number;
  /** Of the objects themselves. */
  selfBytes: number;
  /** What would be free without them, each byte counted once. */
  retainedBytes: number;
}

export interface ConstructorSizes {
  readonly all: ReadonlyMap<string, ConstructorSize>;
  /** Of the objects that were not there before; of what these retain, only what is new as well. `undefined` where that cannot be told. */
  readonly added: ReadonlyMap<string, ConstructorSize> | undefined;
}

export function sizesByConstructor(graph: SnapshotGraph, before?: ObjectIds): ConstructorSizes {
  const tree = dominatorsOf(graph);
  const isAdded = before && addedSince(before, graph);
  return { all: sum(graph, tree, new Uint8Array(graph.nodeCount).fill(1)), added: isAdded && sum(graph, tree, isAdded) };
}

function sum({ constructors, names, selfSizes }: SnapshotGraph, { dominators, order }: Dominators, isCounted: Uint8Array): Map<string, ConstructorSize> {
  const retained = selfSizes.map((bytes, node) => bytes * isCounted[node]!);
  for (const node of order) if (node !== 0) retained[dominators[node]!]! += retained[node]!;
  const sizes = new Map<string, ConstructorSize>();
  for (const node of order) {
    if (isCounted[node] === 0) continue;
    const name = names[constructors[node]!]!;
    let size = sizes.get(name);
    if (size === undefined) sizes.set(name, (size = { count: 0, selfBytes: 0, retainedBytes: 0 }));
    size.count++;
    size.selfBytes += selfSizes[node]!;
    if (!isNested(node, constructors, dominators, isCounted)) size.retainedBytes += retained[node]!;
  }
  return sizes;
}

/** How far up an object of the same constructor is looked for: beyond, a long list would take the square of its length. */
const MAX_STEPS = 64;

/** True for a node that one of its own constructor retains already, such as the rest of a linked list. */
function isNested(node: number, constructors: Uint32Array, dominators: Uint32Array, isCounted: Uint8Array): boolean {
  for (let above = node, step = 0; step < MAX_STEPS && above !== 0; step++) {
    above = dominators[above]!;
    if (constructors[above] === constructors[node] && isCounted[above] === 1) return true;
  }
  return false;
}
