import type { SnapshotGraph } from './snapshot-graph.js';

const UNREACHED = 0xffff_ffff;

export interface DepthFirst {
  /** By number: the node. The root, node 0, is number 0. */
  readonly nodes: Uint32Array;
  /** By node: its number, or 0xffffffff where it cannot be reached. */
  readonly numbers: Uint32Array;
  /** By number: the number of the node that it was reached from. */
  readonly parents: Uint32Array;
}

/** Numbers the nodes as a depth-first walk meets them, without recursion: heaps are deep. */
export function depthFirst({ nodeCount, firstEdges, targets }: SnapshotGraph): DepthFirst {
  const nodes = new Uint32Array(nodeCount);
  const parents = new Uint32Array(nodeCount);
  const numbers = new Uint32Array(nodeCount).fill(UNREACHED);
  const nextEdge = firstEdges.slice(0, nodeCount);
  const stack = new Uint32Array(nodeCount);
  let count = 1;
  let depth = 1;
  numbers[0] = 0;
  while (depth > 0) {
    const node = stack[depth - 1]!;
    if (nextEdge[node] === firstEdges[node + 1]) {
      depth--;
      continue;
    }
    const target = targets[nextEdge[node]!++]!;
    if (numbers[target] !== UNREACHED) continue;
    nodes[count] = target;
    parents[count] = numbers[node]!;
    numbers[target] = count++;
    stack[depth++] = target;
  }
  return { nodes: nodes.subarray(0, count), numbers, parents: parents.subarray(0, count) };
}

/** By node, between `first[node]` and `first[node + 1]`: the nodes that lead to it. */
export function predecessors({ nodeCount, firstEdges, targets }: SnapshotGraph): { readonly first: Uint32Array; readonly sources: Uint32Array } {
  const first = new Uint32Array(nodeCount + 1);
  for (const target of targets) first[target + 1]!++;
  for (let node = 0; node < nodeCount; node++) first[node + 1]! += first[node]!;
  const next = first.slice(0, nodeCount);
  const sources = new Uint32Array(targets.length);
  for (let node = 0; node < nodeCount; node++) {
    for (let edge = firstEdges[node]!; edge < firstEdges[node + 1]!; edge++) sources[next[targets[edge]!]!++] = node;
  }
  return { first, sources };
}
