import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis, Variable } from '../analysis.js';
import { ancestors } from '../syntax/ancestors.js';

/** The variable that a name means where it stands; `undefined` for a global that nothing declares. */
export function findVariable(analysis: Analysis, name: TSESTree.Identifier | TSESTree.JSXIdentifier): Variable | undefined {
  if (++analysis.lookUps > FEW) {
    analysis.variables ??= referencedVariables(analysis);
    const known = analysis.variables.get(name);
    if (known !== undefined) return known ?? undefined; // `null`: a global
  }
  for (let scope = scopeAt(analysis, name); scope !== null; scope = scope.upper) {
    const variable = scope.set.get(name.name);
    if (variable !== undefined) return variable.defs.length === 0 ? undefined : variable;
  }
  return undefined;
}

/** So many names are looked up one by one before all of the file are. */
const FEW = 100;

/** What each name that is read or written refers to, `null` for a global; the scopes have found it out already. */
function referencedVariables({ sourceCode }: Analysis): ReadonlyMap<TSESTree.Node, Variable | null> {
  const variables = new Map<TSESTree.Node, Variable | null>();
  for (const { references } of sourceCode.scopeManager?.scopes ?? []) {
    for (const { identifier, resolved } of references) {
      variables.set(identifier, resolved !== null && resolved.defs.length > 0 ? resolved : null);
    }
  }
  return variables;
}

/** True when the name is not declared in the file: the runtime's own `require`, `process`, `Number`. */
function isGlobal(analysis: Analysis, node: TSESTree.Node, name: string): node is TSESTree.Identifier {
  return node.type === 'Identifier' && node.name === name && findVariable(analysis, node) === undefined;
}

/** The runtime's own `require`, also as `window.require` in Electron, `module.require` and `require.main.require`. */
export function isRequire(analysis: Analysis, callee: TSESTree.Node): boolean {
  if (callee.type !== 'MemberExpression') return isGlobal(analysis, callee, 'require');
  const { object, property } = callee;
  if (property.type !== 'Identifier' || property.name !== 'require' || callee.computed) return false;
  const name = object.type === 'MemberExpression' ? object.property : object;
  return name.type === 'Identifier' && /^(window|globalThis|global|module|mainModule|main|remote)$/.test(name.name);
}

/** Expressions that are assigned to the whole variable, its initialiser included; `undefined` when one cannot be told. */
export function assignedValues(variable: Variable): TSESTree.Expression[] | undefined {
  const values: TSESTree.Expression[] = [];
  for (const reference of variable.references) {
    if (!reference.isWrite()) continue;
    const { parent } = reference.identifier;
    const value = reference.writeExpr;
    const whole =
      (parent.type === 'VariableDeclarator' && parent.id === reference.identifier) ||
      (parent.type === 'AssignmentExpression' && parent.left === reference.identifier && parent.operator === '=');
    if (!whole || value === null || value === undefined) return undefined;
    values.push(value as TSESTree.Expression);
  }
  return values;
}

/** Where a destructured name comes from: the expression that is taken apart, and the path of keys to it. */
export interface PatternSource {
  readonly value: TSESTree.Expression;
  readonly path: readonly string[];
}

/** How `name` gets its value out of `{ a: { b: name } } = value`; an array position is the key `'0'`, `'1'`, … */
export function patternSource(name: TSESTree.Node): PatternSource | undefined {
  const path: string[] = [];
  let node = name;
  for (const parent of ancestors(name)) {
    switch (parent.type) {
      case 'Property': {
        if (parent.computed || parent.parent.type !== 'ObjectPattern') return undefined;
        path.unshift(parent.key.type === 'Identifier' ? parent.key.name : String((parent.key as TSESTree.Literal).value));
        break;
      }
      case 'ArrayPattern':
        path.unshift(String(parent.elements.indexOf(node as TSESTree.DestructuringPattern)));
        break;
      case 'ObjectPattern':
      case 'AssignmentPattern':
        break;
      case 'VariableDeclarator':
        return parent.init === null || parent.id !== node ? undefined : { value: parent.init, path };
      case 'AssignmentExpression':
        return parent.left === node && parent.operator === '=' ? { value: parent.right, path } : undefined;
      default:
        return undefined;
    }
    node = parent;
  }
  return undefined;
}

function scopeAt(analysis: Analysis, node: TSESTree.Node) {
  return analysis.sourceCode.getScope(node) as ReturnType<Analysis['sourceCode']['getScope']> | null;
}
