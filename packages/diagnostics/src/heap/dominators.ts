import type { SnapshotGraph } from './snapshot-graph.js';

/**
 * By node, the one that every path from the root leads through last; nodes that cannot be reached have none (0xffffffff).
 *
 * Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm (2001).
 */
export function dominatorsOf(graph: SnapshotGraph): { readonly dominators: Uint32Array; readonly order: Uint32Array } {
  const order = postOrder(graph);
  const number = new Int32Array(graph.nodeCount).fill(-1);
  order.forEach((node, index) => (number[node] = index));
  const { firstSources, sources } = reverse(graph);
  // Both by post-order number, in which the root is the largest.
  const dominators = new Int32Array(order.length).fill(-1);
  const root = order.length - 1;
  dominators[root] = root;
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (let index = root - 1; index >= 0; index--) {
      const node = order[index]!;
      let found = -1;
      for (let edge = firstSources[node]!; edge < firstSources[node + 1]!; edge++) {
        let other = number[sources[edge]!]!;
        if (other === -1 || dominators[other] === -1) continue;
        if (found === -1) {
          found = other;
          continue;
        }
        while (found !== other) {
          while (found < other) found = dominators[found]!;
          while (other < found) other = dominators[other]!;
        }
      }
      if (dominators[index] !== found) {
        dominators[index] = found;
        isChanged = true;
      }
    }
  }
  const byNode = new Uint32Array(graph.nodeCount).fill(0xffff_ffff);
  order.forEach((node, index) => (byNode[node] = order[dominators[index]!]!));
  return { dominators: byNode, order };
}

/** From the root, node 0, without recursion: heaps are deep. */
function postOrder({ nodeCount, firstEdges, targets }: SnapshotGraph): Uint32Array {
  const order = new Uint32Array(nodeCount);
  const next = firstEdges.slice(0, nodeCount);
  const isSeen = new Uint8Array(nodeCount);
  const stack = new Uint32Array(nodeCount);
  let depth = 0;
  let count = 0;
  stack[depth++] = 0;
  isSeen[0] = 1;
  while (depth > 0) {
    const node = stack[depth - 1]!;
    if (next[node]! < firstEdges[node + 1]!) {
      const target = targets[next[node]!++]!;
      if (isSeen[target] === 0) {
        isSeen[target] = 1;
        stack[depth++] = target;
      }
    } else {
      depth--;
      order[count++] = node;
    }
  }
  return order.subarray(0, count);
}

function reverse({ nodeCount, firstEdges, targets }: SnapshotGraph): { readonly firstSources: Uint32Array; readonly sources: Uint32Array } {
  const firstSources = new Uint32Array(nodeCount + 1);
  for (const target of targets) firstSources[target + 1]!++;
  for (let node = 0; node < nodeCount; node++) firstSources[node + 1]! += firstSources[node]!;
  const next = firstSources.slice(0, nodeCount);
  const sources = new Uint32Array(targets.length);
  for (let node = 0; node < nodeCount; node++) {
    for (let edge = firstEdges[node]!; edge < firstEdges[node + 1]!; edge++) sources[next[targets[edge]!]!++] = node;
  }
  return { firstSources, sources };
}
