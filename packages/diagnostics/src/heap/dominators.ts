import { depthFirst, predecessors } from './depth-first.js';
import type { SnapshotGraph } from './snapshot-graph.js';

const NONE = 0xffff_ffff;

export interface Dominators {
  /** By node, the one that every path from the root leads through last; nodes that cannot be reached have none (0xffffffff). */
  readonly dominators: Uint32Array;
  /** The nodes that can be reached, each before its dominator; the root is the last. */
  readonly order: Uint32Array;
}

/**
 * Lengauer, Tarjan: A Fast Algorithm for Finding Dominators in a Flowgraph (1979), the simple version, in O(m log n).
 *
 * The shorter algorithms take the square of the length of a ring of objects, and Node keeps all timers of one duration in one.
 */
export function dominatorsOf(graph: SnapshotGraph): Dominators {
  const { nodes, numbers, parents } = depthFirst(graph);
  const { first, sources } = predecessors(graph);
  const count = nodes.length;
  // All of these by number, and hold numbers.
  const semi = Uint32Array.from({ length: count }, (_, index) => index);
  const forest = new Forest(semi);
  const idom = new Uint32Array(count);
  const bucketHead = new Uint32Array(count).fill(NONE);
  const bucketNext = new Uint32Array(count);
  for (let w = count - 1; w > 0; w--) {
    const node = nodes[w]!;
    for (let edge = first[node]!; edge < first[node + 1]!; edge++) {
      const v = numbers[sources[edge]!]!;
      if (v === NONE) continue;
      const least = semi[forest.evaluate(v)]!;
      if (least < semi[w]!) semi[w] = least;
    }
    bucketNext[w] = bucketHead[semi[w]!]!;
    bucketHead[semi[w]!] = w;
    const parent = parents[w]!;
    forest.link(parent, w);
    for (let v = bucketHead[parent]!; v !== NONE; v = bucketNext[v]!) {
      const u = forest.evaluate(v);
      idom[v] = semi[u]! < semi[v]! ? u : parent;
    }
    bucketHead[parent] = NONE;
  }
  const dominators = new Uint32Array(graph.nodeCount).fill(NONE);
  dominators[0] = 0;
  for (let w = 1; w < count; w++) {
    if (idom[w] !== semi[w]) idom[w] = idom[idom[w]!]!;
    dominators[nodes[w]!] = nodes[idom[w]!]!;
  }
  return { dominators, order: nodes.slice().reverse() };
}

/** The trees that grow while the nodes are gone through, with paths that are shortened whenever they are walked. */
class Forest {
  readonly #semi: Uint32Array;
  readonly #ancestor: Uint32Array;
  readonly #label: Uint32Array;
  readonly #path: Uint32Array;

  constructor(semi: Uint32Array) {
    this.#semi = semi;
    this.#ancestor = new Uint32Array(semi.length).fill(NONE);
    this.#label = semi.slice();
    this.#path = new Uint32Array(semi.length);
  }

  link(parent: number, child: number): void {
    this.#ancestor[child] = parent;
  }

  /** The node with the least semidominator on the way from the root of its tree, which does not count, down to `v`. */
  evaluate(v: number): number {
    const [semi, ancestor, label, path] = [this.#semi, this.#ancestor, this.#label, this.#path];
    if (ancestor[v] === NONE) return v;
    let length = 0;
    for (let at = v; ancestor[ancestor[at]!] !== NONE; at = ancestor[at]!) path[length++] = at;
    while (length > 0) {
      const at = path[--length]!;
      const above = ancestor[at]!;
      if (semi[label[above]!]! < semi[label[at]!]!) label[at] = label[above]!;
      ancestor[at] = ancestor[above]!;
    }
    return label[v]!;
  }
}
