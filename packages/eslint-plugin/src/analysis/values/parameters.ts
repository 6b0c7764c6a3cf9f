import type { TSESTree } from '@typescript-eslint/utils';
import { type Analysis, once, type Variable } from '../analysis.js';
import { isExportedName } from '../bindings/exported-name.js';
import { findVariable } from '../bindings/variable.js';
import { type FunctionNode, isFunction, parameterName } from '../syntax/functions.js';
import { wrapped } from '../syntax/unwrap.js';
import { nodesOf } from '../syntax/nodes.js';

/** The function whose parameter this variable is, and the parameter's place. */
export interface ParameterPlace {
  readonly owner: FunctionNode;
  readonly index: number;
}

/** Where the variable is a plain parameter that is never assigned to. */
export function parameterPlace(variable: Variable): ParameterPlace | undefined {
  const [definition] = variable.defs;
  if (definition?.type !== 'Parameter' || !isFunction(definition.node)) return undefined;
  const owner = definition.node;
  const index = owner.params.findIndex((parameter) => parameterName(parameter)?.name === variable.name);
  return index === -1 ? undefined : { owner, index };
}

export interface CallSites {
  readonly calls: readonly TSESTree.CallExpression[];
  /** False when the function is also exported, passed on or stored, so that others may call it. */
  readonly complete: boolean;
}

/** The calls of a function that the file can see. */
export function callSites(analysis: Analysis, owner: FunctionNode): CallSites {
  const method = methodName(owner);
  if (method !== undefined) return { calls: methodCalls(analysis, owner, method), complete: false };
  const variable = functionVariable(analysis, owner);
  if (variable === undefined) return { calls: [], complete: false };
  const calls: TSESTree.CallExpression[] = [];
  let complete = !isExportedName(variable);
  for (const reference of variable.references) {
    if (reference.isWrite()) continue;
    const use = wrapped(reference.identifier);
    if (use.parent?.type === 'CallExpression' && use.parent.callee === use) calls.push(use.parent);
    else complete = false;
  }
  return { calls, complete: complete && calls.length > 0 };
}

/** Every place that names the function: where it is called, passed on, exported; `undefined` when it has no name here. */
export function functionUses(analysis: Analysis, owner: FunctionNode): TSESTree.Node[] | undefined {
  const method = methodName(owner);
  if (method !== undefined) return methodCalls(analysis, owner, method).map(({ callee }) => callee);
  const references = functionVariable(analysis, owner)?.references.filter((reference) => !reference.isWrite());
  return references?.map(({ identifier }) => wrapped(identifier));
}

/** The variable that names the function: its declaration, or the one constant that holds it. */
function functionVariable(analysis: Analysis, owner: FunctionNode): Variable | undefined {
  if (owner.type === 'FunctionDeclaration' && owner.id === null) return undefined;
  // Not by a look-up of the name: a parameter of the same name would be found first.
  if (owner.type === 'FunctionDeclaration') return analysis.sourceCode.getDeclaredVariables(owner)[0];
  const holder = wrapped(owner).parent;
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier') return undefined;
  return findVariable(analysis, holder.id);
}

function methodName(owner: FunctionNode): string | undefined {
  const { parent } = owner;
  if (parent.type !== 'MethodDefinition' || parent.computed) return undefined;
  return parent.key.type === 'Identifier' || parent.key.type === 'PrivateIdentifier' ? parent.key.name : undefined;
}

/** `this.run(…)` elsewhere in the class. */
function methodCalls(analysis: Analysis, owner: FunctionNode, name: string): TSESTree.CallExpression[] {
  return callsOnThis(analysis).filter(({ callee }) => {
    const { property } = callee as TSESTree.MemberExpression;
    const { range } = owner.parent.parent as TSESTree.ClassBody;
    const inside = callee.range[0] >= range[0] && callee.range[1] <= range[1];
    return inside && (property.type === 'Identifier' || property.type === 'PrivateIdentifier') && property.name === name;
  });
}

function callsOnThis(analysis: Analysis): readonly TSESTree.CallExpression[] {
  return once(analysis, collectCallsOnThis);
}

function collectCallsOnThis(analysis: Analysis): TSESTree.CallExpression[] {
  return nodesOf(analysis, 'CallExpression').filter(({ callee }) => callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression');
}
