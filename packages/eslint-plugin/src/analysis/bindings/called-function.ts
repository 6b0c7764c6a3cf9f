import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis.js';
import { type FunctionNode, isFunction } from '../syntax/functions.js';
import { unwrap } from '../syntax/unwrap.js';
import { assignedValues, findVariable } from './variable.js';

/** The function of this file that a call runs: a declaration, or the one function that a variable holds. */
export function calledFunction(analysis: Analysis, call: { readonly callee: TSESTree.Node }): FunctionNode | undefined {
  const functions = calledFunctions(analysis, call);
  return functions.length === 1 ? functions[0] : undefined;
}

/** Every function of this file that a call may run; none where it may run one that the file does not hold. */
export function calledFunctions(analysis: Analysis, { callee }: { readonly callee: TSESTree.Node }): readonly FunctionNode[] {
  const name = unwrap(callee);
  if (isFunction(name)) return [name];
  const variable = name.type === 'Identifier' ? findVariable(analysis, name) : undefined;
  const [definition] = variable?.defs ?? [];
  if (definition?.type === 'FunctionName') return isFunction(definition.node) ? [definition.node] : [];
  if (definition?.type !== 'Variable') return []; // of a parameter, `node` is the function that has it
  const values = variable && assignedValues(variable);
  const functions = (values ?? []).map((value) => unwrap(value)).filter(isFunction);
  return functions.length === values?.length ? functions : [];
}
