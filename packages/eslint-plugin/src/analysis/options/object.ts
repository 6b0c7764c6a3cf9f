import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { assignedToProperty } from '../bindings/property-values.js';
import { propertyName } from '../bindings/reference.js';
import { assignedValues, findVariable } from '../bindings/variable.js';
import { unwrap } from '../syntax/unwrap.js';
import { keyOf } from '../values/constant.js';

/** The object literal behind an expression, where it is written in the file: in place, in a variable, in `this.options`. */
export function objectLiteral(analysis: Analysis, expression: TSESTree.Node): TSESTree.ObjectExpression | undefined {
  const node = unwrap(expression);
  if (node.type === 'ObjectExpression') return node;
  if (node.type === 'MemberExpression' && node.object.type === 'ThisExpression') return onlyLiteral(assignedToProperty(analysis, propertyName(analysis, node) ?? ''));
  if (node.type !== 'Identifier') return undefined;
  const variable = findVariable(analysis, node);
  const values = variable && assignedValues(variable);
  return variable?.defs[0]?.type === 'Variable' ? onlyLiteral(values ?? []) : undefined;
}

function onlyLiteral(values: readonly TSESTree.Node[]): TSESTree.ObjectExpression | undefined {
  const value = values.length === 1 ? unwrap(values[0]!) : undefined;
  return value?.type === 'ObjectExpression' ? value : undefined;
}

/** The value that the options give a key, through spreads, or `undefined` when they do not name it. */
export function optionValue(
  analysis: Analysis,
  options: TSESTree.Node | undefined,
  key: string,
  depth = 0,
): TSESTree.Node | undefined {
  const object = options && depth < 5 ? objectLiteral(analysis, options) : undefined;
  for (const property of object?.properties.toReversed() ?? []) {
    if (property.type === 'SpreadElement') {
      const spread = optionValue(analysis, property.argument, key, depth + 1);
      if (spread !== undefined) return spread;
    } else if (keyOf(property) === key) {
      return property.value;
    }
  }
  return laterAssignment(analysis, options, key);
}

/** `options.shell = true` after `const options = {}`. */
function laterAssignment(analysis: Analysis, options: TSESTree.Node | undefined, key: string): TSESTree.Node | undefined {
  const variable = options?.type === 'Identifier' ? findVariable(analysis, options) : undefined;
  for (const { identifier } of variable?.references ?? []) {
    const member = identifier.parent;
    if (member.type !== 'MemberExpression' || member.computed || member.object !== identifier) continue;
    if ((member.property as TSESTree.Identifier).name !== key) continue;
    if (member.parent.type === 'AssignmentExpression' && member.parent.left === member) return member.parent.right;
  }
  return undefined;
}
