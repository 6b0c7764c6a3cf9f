import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, guarded } from '../analysis.js';
import { resolveReference } from '../bindings/reference.js';
import { unwrap } from '../syntax/unwrap.js';
import { isFixedCall, isFixedTag } from './fixed-call.js';
import { isFixedMember } from './fixed-member.js';
import { isFixedName } from './fixed-name.js';
import { isInstallationValue } from './known-references.js';
import { isFixedBySchema } from './schema.js';
import { holdsNoText, typeOf } from './type-information.js';
import { isValidated } from './validated.js';

/**
 * True when no text from outside the program can be in the value: constants however they are put together, numbers,
 * and what a known quoter has quoted.
 */
export function isFixed(analysis: Analysis, expression: TSESTree.Node | null): boolean {
  if (expression === null) return true;
  const node = unwrap(expression);
  // A value that depends on itself, as in `text = text + 'x'`, adds nothing that its other parts do not.
  return guarded(analysis, 'fixed', node, true, () => evaluate(analysis, node) || isFixedByType(analysis, node));
}

const HAS_TYPE_OF_ITS_OWN = new Set(['AwaitExpression', 'CallExpression', 'Identifier', 'MemberExpression']);

/** What the code does not show may still be known to be a number, a boolean or one of some literals. */
function isFixedByType(analysis: Analysis, node: TSESTree.Node): boolean {
  const type = HAS_TYPE_OF_ITS_OWN.has(node.type) ? typeOf(analysis, node) : undefined;
  return type !== undefined && holdsNoText(type);
}

function evaluate(analysis: Analysis, node: TSESTree.Node): boolean {
  const every = (nodes: readonly (TSESTree.Node | null)[]): boolean => nodes.every((part) => isFixed(analysis, part));
  switch (node.type) {
    case 'Literal':
    case 'UnaryExpression':
    case 'UpdateExpression':
    case 'MetaProperty':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return true;
    case 'TemplateLiteral':
      return every(node.expressions);
    case 'TaggedTemplateExpression':
      return isFixedTag(analysis, node);
    case 'BinaryExpression':
      return node.operator !== '+' || every([node.left, node.right]);
    case 'ConditionalExpression':
      return every([node.consequent, node.alternate]);
    case 'LogicalExpression':
      // `flag && text` is the flag only where that is empty, false or 0.
      return node.operator === '&&' ? isFixed(analysis, node.right) : every([node.left, node.right]);
    case 'AssignmentExpression':
      return isFixed(analysis, node.right);
    case 'AwaitExpression':
    case 'SpreadElement':
      return isFixed(analysis, node.argument);
    case 'ArrayExpression':
      return every(node.elements);
    case 'ObjectExpression':
      return node.properties.every((property) =>
        isFixed(analysis, property.type === 'Property' ? property.value : property.argument),
      );
    case 'NewExpression':
      return node.callee.type === 'Identifier' && /^(Date|URL|Set|Map|Array|String|Number)$/.test(node.callee.name) && every(node.arguments);
    case 'CallExpression':
      return isFixedCall(analysis, node);
    case 'MemberExpression':
      return isFixedMember(analysis, node) || isValidated(analysis, node) || isFixedBySchema(analysis, node);
    case 'Identifier': {
      const reference = resolveReference(analysis, node);
      if (reference?.module === 'global') return isInstallationValue(reference) || isValidated(analysis, node);
      return isFixedName(analysis, node) || isValidated(analysis, node) || isFixedBySchema(analysis, node);
    }
    default:
      return false;
  }
}
