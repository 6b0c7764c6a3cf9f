import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { assignedToProperty } from '../bindings/property-values.js';
import { propertyName, resolveReference } from '../bindings/reference.js';
import { assignedValues, findVariable } from '../bindings/variable.js';
import { unwrap } from '../syntax/unwrap.js';
import { keyOf } from './constant.js';
import { isFixed } from './fixed.js';
import { isInstallationValue, isProgramData } from './known-references.js';
import { declaredType, isFixedType, memberType } from './types.js';

/** `list.length`, `process.platform`, `COMMANDS.build`, `COMMANDS[name]`, `child.pid`. */
export function isFixedMember(analysis: Analysis, node: TSESTree.MemberExpression): boolean {
  const name = propertyName(analysis, node);
  if (name === 'length' || name === 'byteLength') return true;
  const reference = resolveReference(analysis, node);
  if (reference !== undefined && isInstallationValue(reference)) return true;
  if (isProgramData(reference)) return true;
  if (name === 'pid' && !isClientData(analysis, node.object)) return true;
  const object = unwrap(node.object);
  if (object.type === 'MetaProperty') return true;
  if (object.type === 'ThisExpression' && name !== undefined) return holdsOnlyFixed(analysis, name);
  if (object.type === 'Identifier' && name !== undefined && hasFixedType(analysis, object, name)) return true;
  const literal = object.type === 'Identifier' ? literalOf(analysis, object) : object;
  if (literal?.type === 'ObjectExpression' && name !== undefined) {
    const property = literal.properties.find((one) => one.type === 'Property' && keyOf(one) === name);
    if (property?.type === 'Property') return isFixed(analysis, property.value);
  }
  return isFixed(analysis, object);
}

/** `this.pool`, of which the file shows everything that is ever put there. */
function holdsOnlyFixed(analysis: Analysis, name: string): boolean {
  const values = assignedToProperty(analysis, name);
  return values.length > 0 && values.every((value) => isFixed(analysis, value));
}

/** `options.page` of `(options: { page: number }) => …` */
function hasFixedType(analysis: Analysis, object: TSESTree.Identifier, name: string): boolean {
  const declared = findVariable(analysis, object)?.identifiers[0];
  const type = declared && declaredType(analysis, declared);
  return type !== undefined && isFixedType(analysis, memberType(analysis, type, name));
}

/** The literal that a variable is initialised with and never replaced. */
function literalOf(analysis: Analysis, name: TSESTree.Identifier): TSESTree.Node | undefined {
  const variable = findVariable(analysis, name);
  const values = variable && assignedValues(variable);
  if (variable === undefined || values?.length !== 1 || variable.defs[0]?.type !== 'Variable') return undefined;
  const overwritten = variable.references.some(({ identifier: { parent } }) => {
    return parent.type === 'MemberExpression' && parent.parent.type === 'AssignmentExpression' && parent.parent.left === parent;
  });
  return overwritten ? undefined : unwrap(values[0]!);
}

/** `req.body.pid` is text that a client has sent, whatever it is called. */
export function isClientData(analysis: Analysis, object: TSESTree.Node): boolean {
  return /\b(req|request|ctx|body|query|params|payload|argv|env|options|opts|args)\b/.test(analysis.sourceCode.getText(object));
}
