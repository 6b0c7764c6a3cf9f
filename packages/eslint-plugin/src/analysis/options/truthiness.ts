import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { propertyName } from '../bindings/reference.js';
import { assignedValues, findVariable } from '../bindings/variable.js';
import { unwrap } from '../syntax/unwrap.js';
import { nodesOf } from '../syntax/nodes.js';
import { constantValue, keyOf } from '../values/constant.js';

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
      if (isWindowsFlag(node.name)) return true;
      const variable = findVariable(analysis, node);
      const fallback = variable?.identifiers[0]?.parent;
      if (variable?.defs[0]?.type === 'Parameter' && fallback?.type === 'AssignmentPattern') return mayBeTruthy(analysis, fallback.right, depth + 1);
      const values = variable?.defs[0]?.type === 'Variable' ? (assignedValues(variable) ?? []) : [];
      return values.some((value) => mayBeTruthy(analysis, value, depth + 1));
    }
    case 'MemberExpression':
      return isWindowsFlag(propertyName(analysis, node)) || isTruthyDefault(analysis, propertyName(analysis, node));
    default:
      return false;
  }
}

/** `isWindows`, `IS_WIN32`: true on some platform by its name. */
function isWindowsFlag(name: string | undefined): boolean {
  return name !== undefined && /^(is_?)?(on_?)?win(dows|32)?$/i.test(name);
}

/** `options.shell` where the file itself has `{ shell: true }` among its defaults. */
function isTruthyDefault(analysis: Analysis, name: string | undefined): boolean {
  return name !== undefined && nodesOf(analysis, 'Property').some((property) => keyOf(property) === name && isTrue(property.value));
}

function isTrue(value: TSESTree.Node): boolean {
  return value.type === 'Literal' && value.value === true;
}
