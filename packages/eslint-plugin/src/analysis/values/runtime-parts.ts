import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { propertyName } from '../bindings/reference.js';
import { unwrap } from '../syntax/unwrap.js';
import { isFixed } from './fixed.js';

/** The pieces of a text, as it is written, that come from outside the program. */
export function runtimeParts(analysis: Analysis, expression: TSESTree.Node): TSESTree.Node[] {
  const node = unwrap(expression);
  if (isFixed(analysis, node)) return [];
  const parts = pieces(analysis, node)?.flatMap((piece) => runtimeParts(analysis, piece)) ?? [];
  return parts.length > 0 ? parts : [node];
}

function pieces(analysis: Analysis, node: TSESTree.Node): readonly TSESTree.Node[] | undefined {
  switch (node.type) {
    case 'TemplateLiteral':
      return node.expressions;
    case 'BinaryExpression':
      return [node.left, node.right];
    case 'ConditionalExpression':
      return [node.consequent, node.alternate];
    case 'ArrayExpression':
      return node.elements.filter((element) => element !== null);
    case 'CallExpression': {
      const joined = node.callee.type === 'MemberExpression' && propertyName(analysis, node.callee) === 'join';
      return joined ? [(node.callee as TSESTree.MemberExpression).object] : undefined;
    }
    default:
      return undefined;
  }
}
