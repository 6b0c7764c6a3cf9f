import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { assignedValues, findVariable } from '../bindings/variable.js';
import { unwrap } from '../syntax/unwrap.js';
import { constantValue } from '../values/constant.js';

/**
 * True when the file itself says that the value is, or on some platform is, truthy.
 *
 * What a caller decides (`options.shell`) is not known here, and so not blamed.
 */
export function mayBeTruthy(analysis: Analysis, expression: TSESTree.Node | undefined, depth = 0): boolean {
  if (expression === undefined || depth > 5) return false;
  const node = unwrap(expression);
  const constant = constantValue(analysis, node);
  if (constant !== undefined) return Boolean(constant);
  switch (node.type) {
    case 'BinaryExpression':
      return true;
    case 'ConditionalExpression':
      return mayBeTruthy(analysis, node.consequent, depth + 1) || mayBeTruthy(analysis, node.alternate, depth + 1);
    case 'LogicalExpression':
      return mayBeTruthy(analysis, node.right, depth + 1) || (node.operator !== '&&' && mayBeTruthy(analysis, node.left, depth + 1));
    case 'Identifier': {
      const variable = findVariable(analysis, node);
      const values = variable?.defs[0]?.type === 'Variable' ? (assignedValues(variable) ?? []) : [];
      return values.some((value) => mayBeTruthy(analysis, value, depth + 1));
    }
    default:
      return false;
  }
}
