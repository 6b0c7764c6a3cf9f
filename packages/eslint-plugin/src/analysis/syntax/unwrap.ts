import type { TSESTree } from '@typescript-eslint/utils';
import { parentOf } from './ancestors.js';

/** The expression without what changes neither its value nor its meaning: `x as T`, `x!`, `a?.b`, `(0, x)`. */
export function unwrap(node: TSESTree.Node): TSESTree.Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'ChainExpression':
      return unwrap(node.expression);
    case 'SequenceExpression':
      return unwrap(node.expressions.at(-1)!);
    default:
      return node;
  }
}

/** The outermost node that `unwrap` would bring back to this one. */
export function wrapped(node: TSESTree.Node): TSESTree.Node {
  const parent = parentOf(node);
  return parent !== undefined && unwrap(parent) === unwrap(node) ? wrapped(parent) : node;
}
