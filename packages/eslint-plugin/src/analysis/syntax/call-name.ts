import type { TSESTree } from '@typescript-eslint/utils';

/** The name that a call is made by, so that a report stands on the line of `exec`, not of the chain's beginning. */
export function nameOf(node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression): TSESTree.Node {
  const callee = node.type === 'CallExpression' ? node.callee : node.tag;
  return callee.type === 'MemberExpression' ? callee.property : callee;
}
