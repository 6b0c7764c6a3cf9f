import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { assignedValues, findVariable } from '../bindings/variable.js';
import { isFunction } from '../syntax/functions.js';
import { unwrap } from '../syntax/unwrap.js';
import { constantString } from './constant.js';
import { VISITS_ELEMENTS } from './collections.js';

const DEEPEST = 5;

/** Every constant string that the expression may have: a constant, both sides of a ternary, the elements of a list that is looped over. */
export function possibleStrings(analysis: Analysis, expression: TSESTree.Node | undefined, depth = 0): readonly string[] {
  if (expression === undefined || depth > DEEPEST) return [];
  const node = unwrap(expression);
  const constant = constantString(analysis, node);
  if (constant !== undefined) return [constant];
  const among = (...nodes: readonly (TSESTree.Node | null)[]): string[] =>
    nodes.flatMap((one) => (one === null ? [] : possibleStrings(analysis, one, depth + 1)));
  switch (node.type) {
    case 'ArrayExpression':
      return among(...node.elements);
    case 'ConditionalExpression':
      return among(node.consequent, node.alternate);
    case 'LogicalExpression':
      return among(node.left, node.right);
    case 'SpreadElement':
      return among(node.argument);
    case 'NewExpression':
      return among(...node.arguments);
    case 'Identifier':
      return among(...sources(analysis, node));
    default:
      return [];
  }
}

/** Where a name's values come from: what is assigned to it, or the list that a loop or a callback takes it from. */
function sources(analysis: Analysis, name: TSESTree.Identifier): readonly TSESTree.Node[] {
  const variable = findVariable(analysis, name);
  const [definition] = variable?.defs ?? [];
  if (variable === undefined || definition === undefined) return [];
  if (definition.type === 'Parameter') {
    const callback = definition.node as TSESTree.Node;
    const call = isFunction(callback) ? callback.parent : undefined;
    if (!isFunction(callback) || call?.type !== 'CallExpression' || callback.params[0] !== variable.identifiers[0]) return [];
    if (call.callee.type !== 'MemberExpression' || call.callee.property.type !== 'Identifier') return [];
    return VISITS_ELEMENTS.has(call.callee.property.name) ? [call.callee.object] : [];
  }
  const declaration = definition.type === 'Variable' ? (definition.node as TSESTree.Node).parent : undefined;
  const loop = declaration?.parent;
  if (loop?.type === 'ForOfStatement' && loop.left === declaration) return [loop.right];
  return assignedValues(variable) ?? [];
}
