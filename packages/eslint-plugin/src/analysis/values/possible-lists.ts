import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { assignedValues, findVariable } from '../bindings/variable.js';
import { unwrap } from '../syntax/unwrap.js';

const DEEPEST = 5;

/** Every list that the expression may be, as far as it is written in the file; a spread counts as one element. */
export function possibleLists(analysis: Analysis, expression: TSESTree.Node, depth = 0): readonly (readonly TSESTree.Node[])[] {
  if (depth > DEEPEST) return [];
  const node = unwrap(expression);
  const among = (nodes: readonly TSESTree.Node[]): (readonly TSESTree.Node[])[] =>
    nodes.flatMap((one) => (one === node ? [] : possibleLists(analysis, one, depth + 1)));
  switch (node.type) {
    case 'ArrayExpression':
      return [node.elements.filter((element) => element !== null)];
    case 'ConditionalExpression':
      return among([node.consequent, node.alternate]);
    case 'LogicalExpression':
      return among([node.left, node.right]);
    case 'Identifier': {
      const variable = findVariable(analysis, node);
      return variable?.defs[0]?.type === 'Variable' ? among(assignedValues(variable) ?? []) : [];
    }
    default:
      return [];
  }
}
