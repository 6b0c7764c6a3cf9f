import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis, Variable } from '../analysis.js';
import { propertyName, resolveReference } from '../bindings/reference.js';
import { findVariable, patternSource } from '../bindings/variable.js';
import { ancestors } from '../syntax/ancestors.js';
import { isClientData } from './fixed-member.js';
import { isFixed } from './fixed.js';
import { isFixedParameter } from './fixed-parameter.js';
import { keyOf } from './constant.js';
import { isProgramData } from './known-references.js';
import { unwrap, wrapped } from '../syntax/unwrap.js';
import { declaredType, isFixedType } from './types.js';

/** True when everything that is ever put into the variable is fixed. */
export function isFixedName(analysis: Analysis, name: TSESTree.Identifier): boolean {
  const variable = findVariable(analysis, name);
  const [definition] = variable?.defs ?? [];
  if (variable === undefined || definition === undefined) return false;
  switch (definition.type) {
    case 'ImportBinding':
      return isImportedConstant(analysis, name);
    case 'TSEnumName':
    case 'ClassName':
    case 'FunctionName':
      return true;
    case 'Parameter':
      return isFixedParameter(analysis, variable, name);
    case 'Variable':
      return isFixedVariable(analysis, variable);
    default:
      return false;
  }
}

/** Written in capitals, or read from a JSON file: a constant by every convention, though not in this file. */
function isImportedConstant(analysis: Analysis, name: TSESTree.Identifier): boolean {
  return /^[A-Z][A-Z0-9_]+$/.test(name.name) || isProgramData(resolveReference(analysis, name));
}

function isFixedVariable(analysis: Analysis, variable: Variable): boolean {
  const declared = variable.identifiers[0];
  if (declared !== undefined && isFixedType(analysis, declaredType(analysis, declared))) return true;
  if (isDeclaredElsewhere(variable)) return false;
  if (/^p?pid$/i.test(variable.name) && variable.defs[0]?.type === 'Parameter' && !comesFromClient(analysis, variable)) return true;
  return variable.references.every((reference) => {
    const identifier = reference.identifier as TSESTree.Identifier;
    return reference.isWrite() ? isFixedWrite(analysis, identifier) : isFixedChange(analysis, identifier);
  });
}

/** `declare const mode: string` */
function isDeclaredElsewhere({ defs: [definition] }: Variable): boolean {
  const declaration = definition?.parent as TSESTree.Node | null | undefined;
  return declaration?.type === 'VariableDeclaration' && declaration.declare;
}

/** A pid that a client has sent, or that a file holds, is text like any other. */
function comesFromClient(analysis: Analysis, variable: Variable): boolean {
  return variable.references.some(({ writeExpr }) => writeExpr && (isClientData(analysis, writeExpr) || /\breadFile/.test(analysis.sourceCode.getText(writeExpr))));
}

/** What an assignment puts into the variable. */
function isFixedWrite(analysis: Analysis, target: TSESTree.Identifier): boolean {
  const { parent } = target;
  switch (parent.type) {
    case 'VariableDeclarator': {
      const loop = parent.parent.parent;
      if (loop.type === 'ForOfStatement' && loop.left === parent.parent) return isFixed(analysis, loop.right);
      if (loop.type === 'ForInStatement' && loop.left === parent.parent) return hasFixedKeys(analysis, loop.right);
      return isFixed(analysis, parent.init);
    }
    case 'AssignmentExpression':
      return parent.left === target && (/^(=|\+=|\|\|=|\?\?=|&&=)$/.test(parent.operator) ? isFixed(analysis, parent.right) : true);
    case 'UpdateExpression':
      return true;
    default: {
      const source = patternSource(target);
      if (source !== undefined) return isFixed(analysis, source.path.length === 1 ? picked(source.value, source.path[0]!) : source.value);
      const loop = loopOver(target);
      return loop !== undefined && isFixed(analysis, loop.right);
    }
  }
}

/** The property that `{ name } = { name: value }` picks, where the object is written there. */
function picked(value: TSESTree.Node, key: string): TSESTree.Node {
  const object = unwrap(value);
  if (object.type !== 'ObjectExpression') return value;
  const property = object.properties.find((one) => one.type === 'Property' && keyOf(one) === key);
  return property?.type === 'Property' ? property.value : value;
}

/** The `for (const [a, b] of …)` whose pattern holds the name. */
function loopOver(target: TSESTree.Node): TSESTree.ForOfStatement | undefined {
  for (const node of ancestors(target)) {
    if (node.type === 'ForOfStatement') return node;
    if (!/Pattern$|^Property$|^VariableDeclarat/.test(node.type)) return undefined;
  }
  return undefined;
}

function hasFixedKeys(analysis: Analysis, object: TSESTree.Node): boolean {
  return isFixed(analysis, object);
}

const GROWS = new Set(['push', 'unshift', 'splice', 'set', 'add', 'fill']);

/** `list.push(value)` and `map.key = value`: what a read of the variable adds to what it holds. */
function isFixedChange(analysis: Analysis, read: TSESTree.Identifier): boolean {
  const use = wrapped(read);
  const { parent } = use;
  if (parent?.type !== 'MemberExpression' || parent.object !== use) return true;
  const outer = parent.parent;
  if (outer.type === 'AssignmentExpression' && outer.left === parent) return isFixed(analysis, outer.right);
  if (outer.type !== 'CallExpression' || outer.callee !== parent) return true;
  if (!GROWS.has(propertyName(analysis, parent) ?? '')) return true;
  return outer.arguments.every((argument) => isFixed(analysis, argument));
}
