import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once } from '../analysis.js';
import { nodesOf } from '../syntax/nodes.js';
import { unwrap } from '../syntax/unwrap.js';
import { keyOf } from '../values/constant.js';
import { propertyName } from './reference.js';
import { assignedValues, findVariable } from './variable.js';

/** What the file assigns to properties of that name: `this.child = spawn(…)`, `child = spawn(…)` in a class. */
export function assignedToProperty(analysis: Analysis, name: string): readonly TSESTree.Node[] {
  return once(analysis, collect).get(name) ?? [];
}

function collect(analysis: Analysis): ReadonlyMap<string, TSESTree.Node[]> {
  const values = new Map<string, TSESTree.Node[]>();
  const add = (name: string | undefined, value: TSESTree.Node): void => {
    if (name === undefined) return;
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  };
  for (const { left, right } of nodesOf(analysis, 'AssignmentExpression')) {
    if (left.type === 'MemberExpression') add(propertyName(analysis, left), right);
  }
  for (const { key, value, computed } of nodesOf(analysis, 'PropertyDefinition')) {
    const named = !computed && (key.type === 'Identifier' || key.type === 'PrivateIdentifier');
    if (named && value !== null) add(key.name, value);
  }
  return values;
}

/** The expression behind `TOOLS.child` of an object literal, or behind `this.child` where it is assigned once. */
export function propertyValue(analysis: Analysis, member: TSESTree.MemberExpression, name: string | undefined): TSESTree.Node | undefined {
  if (name === undefined) return undefined;
  const object = unwrap(member.object);
  if (object.type === 'ThisExpression' || isExports(object)) {
    const values = assignedToProperty(analysis, name);
    return values.length === 1 ? values[0] : undefined;
  }
  const variable = object.type === 'Identifier' ? findVariable(analysis, object) : undefined;
  const values = variable?.defs[0]?.type === 'Variable' ? assignedValues(variable) : undefined;
  const literal = values?.length === 1 ? unwrap(values[0]!) : undefined;
  if (literal?.type !== 'ObjectExpression') return undefined;
  const property = literal.properties.find((one) => one.type === 'Property' && keyOf(one) === name);
  return property?.type === 'Property' ? property.value : undefined;
}

function isExports(node: TSESTree.Node): boolean {
  return node.type === 'Identifier' && node.name === 'exports';
}
