import { dominatorsOf } from './dominators.js';
import type { SnapshotGraph } from './snapshot-graph.js';

/** All objects of one constructor; what is no object stands under its kind, such as `(string)`. */
export interface ConstructorSize {
  count: number;
  /** Of the objects themselves. */
  selfBytes: number;
  /** What would be free without them, each byte counted once. */
  retainedBytes: number;
}

export function sizesByConstructor(graph: SnapshotGraph): Map<string, ConstructorSize> {
  const { constructors, names, selfSizes } = graph;
  const { dominators, order } = dominatorsOf(graph);
  const retained = Float64Array.from(selfSizes);
  for (const node of order) if (node !== 0) retained[dominators[node]!]! += retained[node]!;
  const sizes = new Map<string, ConstructorSize>();
  const nested = nestedIn(constructors, dominators, order);
  for (const node of order) {
    const name = names[constructors[node]!]!;
    let size = sizes.get(name);
    if (size === undefined) sizes.set(name, (size = { count: 0, selfBytes: 0, retainedBytes: 0 }));
    size.count++;
    size.selfBytes += selfSizes[node]!;
    if (nested[node] === 0) size.retainedBytes += retained[node]!;
  }
  return sizes;
}

/** How far up an object of the same constructor is looked for: beyond, a long list would take the square of its length. */
const MAX_STEPS = 64;

/** 1 for a node that one of its own constructor retains already, such as the rest of a linked list. */
function nestedIn(constructors: Uint32Array, dominators: Uint32Array, order: Uint32Array): Uint8Array {
  const nested = new Uint8Array(constructors.length);
  for (const node of order) {
    let above = node;
    for (let step = 0; step < MAX_STEPS && above !== 0; step++) {
      above = dominators[above]!;
      if (constructors[above] !== constructors[node]) continue;
      nested[node] = 1;
      break;
    }
  }
  return nested;
}
