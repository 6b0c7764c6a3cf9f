import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

type Visit = (node: TSESTree.Node) => unknown;

/** Visits the node and everything below it; a visit that returns `false` keeps out of that node's children. */
export function walk(node: TSESTree.Node, keys: TSESLint.SourceCode.VisitorKeys, visit: Visit): void {
  if (visit(node) === false) return;
  for (const key of keys[node.type] ?? []) {
    const child = (node as unknown as Record<string, unknown>)[key];
    for (const item of Array.isArray(child) ? child : [child]) {
      if (isNode(item)) walk(item, keys, visit);
    }
  }
}

/** True when some node at or below matches. */
export function some(
  node: TSESTree.Node,
  keys: TSESLint.SourceCode.VisitorKeys,
  matches: (node: TSESTree.Node) => boolean,
): boolean {
  let found = false;
  walk(node, keys, (candidate) => {
    found ||= matches(candidate);
    return !found;
  });
  return found;
}

/** True when `ancestor` is the node or stands above it. */
export function isWithin(node: TSESTree.Node, ancestor: TSESTree.Node): boolean {
  return node.range[0] >= ancestor.range[0] && node.range[1] <= ancestor.range[1];
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}
