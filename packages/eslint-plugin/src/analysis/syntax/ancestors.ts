import type { TSESTree } from '@typescript-eslint/utils';

/** The node that the node stands in; the program has none (`null` from one parser, `undefined` from another). */
export function parentOf(node: TSESTree.Node): TSESTree.Node | undefined {
  return node.parent ?? undefined;
}

/** Every node that the node stands in, from the inside out. */
export function* ancestors(node: TSESTree.Node): Generator<TSESTree.Node> {
  for (let parent = parentOf(node); parent !== undefined; parent = parentOf(parent)) yield parent;
}
