import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, guarded } from '../analysis.js';
import { assignedValues, findVariable } from '../bindings/variable.js';
import { unwrap } from '../syntax/unwrap.js';

/** The string that the expression always has, or `undefined` when it has several or cannot be told. */
export function constantString(analysis: Analysis, node: TSESTree.Node): string | undefined {
  const value = constantValue(analysis, node);
  return typeof value === 'string' ? value : undefined;
}

/** The primitive that the expression always has; `undefined` when it cannot be told. */
export function constantValue(analysis: Analysis, expression: TSESTree.Node): string | number | boolean | undefined {
  const node = unwrap(expression);
  return guarded(analysis, 'constant', node, undefined, () => {
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'object' || typeof node.value === 'bigint' ? undefined : node.value;
      case 'TemplateLiteral':
        return concatenate(
          node.quasis.flatMap(({ value }, index) => {
            const between = node.expressions[index];
            return between === undefined ? [value.cooked] : [value.cooked, constantValue(analysis, between)];
          }),
        );
      case 'BinaryExpression':
        if (node.operator !== '+') return undefined;
        return concatenate([constantValue(analysis, node.left), constantValue(analysis, node.right)]);
      case 'Identifier':
        return constantOf(analysis, node);
      case 'MemberExpression':
        return memberValue(analysis, node);
      default:
        return undefined;
    }
  });
}

function concatenate(parts: readonly (string | number | boolean | null | undefined)[]): string | undefined {
  return parts.some((part) => part === undefined || part === null) ? undefined : parts.join('');
}

function constantOf(analysis: Analysis, name: TSESTree.Identifier): string | number | boolean | undefined {
  const variable = findVariable(analysis, name);
  const values = variable && assignedValues(variable);
  return values?.length === 1 && variable?.defs[0]?.type === 'Variable' ? constantValue(analysis, values[0]!) : undefined;
}

/** `SIGNALS.term` of an object literal that is never written to. */
function memberValue(analysis: Analysis, node: TSESTree.MemberExpression): string | number | boolean | undefined {
  if (node.object.type !== 'Identifier') return undefined;
  const variable = findVariable(analysis, node.object);
  const values = variable && assignedValues(variable);
  const object = values?.length === 1 ? unwrap(values[0]!) : undefined;
  if (object?.type !== 'ObjectExpression' || variable?.defs[0]?.type !== 'Variable') return undefined;
  const key = node.computed ? constantValue(analysis, node.property) : (node.property as TSESTree.Identifier).name;
  const property = object.properties.find((candidate) => candidate.type === 'Property' && keyOf(candidate) === key);
  return property?.type === 'Property' ? constantValue(analysis, property.value) : undefined;
}

/** The name that an object literal's property is written with. */
export function keyOf(property: TSESTree.Property): string | undefined {
  if (property.key.type === 'Identifier' && !property.computed) return property.key.name;
  return property.key.type === 'Literal' ? String(property.key.value) : undefined;
}
